-- Rules and routes with too few flights for an estimate are told as well, by how many there are.
WITH judged AS (
  SELECT arm, route_id, currency, rule FROM rpt_evaluated_flight
),
counted AS (
  SELECT 'RULE' AS scope, rule AS scope_value, currency, arm FROM judged
  UNION ALL
  SELECT 'ROUTE', route_id, currency, arm FROM judged
),
few AS (
  SELECT scope, scope_value, currency, count(*) FILTER (WHERE arm = 'TREATED')::integer AS treated,
         count(*) FILTER (WHERE arm = 'HOLDOUT')::integer AS holdout
  FROM counted c
  WHERE scope_value IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM rpt_promotion_effect e
                    WHERE e.scope = c.scope AND e.scope_value = c.scope_value AND e.currency = c.currency)
  GROUP BY scope, scope_value, currency
)
SELECT method, scope, scope_value, outcome, currency, treated, holdout, estimate, low, high, minimum_detectable,
       relevant_effect, underpowered, gained, diluted
FROM rpt_promotion_effect
UNION ALL
SELECT NULL, scope, scope_value, NULL, currency, treated, holdout, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL
FROM few
ORDER BY method NULLS LAST, outcome, scope, treated DESC, scope_value
LIMIT 2000
