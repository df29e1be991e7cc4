SELECT method, outcome, currency, treated, holdout, estimate, low, high, true_of, true_effect, covered
FROM rpt_effect_against_truth
WHERE scope = 'ALL'
ORDER BY outcome DESC, currency, method
LIMIT 100
