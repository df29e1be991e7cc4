SELECT method, currency, treated, holdout, estimate, low, high, true_effect, covered
FROM rpt_effect_against_truth
ORDER BY currency, method
LIMIT 100
