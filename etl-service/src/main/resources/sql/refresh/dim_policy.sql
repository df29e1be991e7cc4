INSERT INTO dim_policy AS known (policy_revision, first_decided_at, last_decided_at, rules)
SELECT policy_revision, min(event_time), max(event_time),
       coalesce(array_agg(DISTINCT rule ORDER BY rule) FILTER (WHERE rule IS NOT NULL), '{}')
FROM fact_promotion JOIN refreshed USING (flight_id)
WHERE policy_revision IS NOT NULL
GROUP BY policy_revision
ON CONFLICT (policy_revision) DO UPDATE SET
  first_decided_at = least(known.first_decided_at, excluded.first_decided_at),
  last_decided_at = greatest(known.last_decided_at, excluded.last_decided_at),
  rules = (SELECT array_agg(DISTINCT rule ORDER BY rule) FROM unnest(known.rules || excluded.rules) AS rule)
