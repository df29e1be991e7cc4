SELECT method, scope, scope_value, outcome, currency, treated, holdout, estimate, low, high, minimum_detectable,
       underpowered, gained, diluted
FROM rpt_promotion_effect
ORDER BY method, outcome, scope, treated + holdout DESC, scope_value
LIMIT 2000
