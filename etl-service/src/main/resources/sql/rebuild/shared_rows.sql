-- What flights share with others: theirs is added, nothing is taken away.
INSERT INTO dw.dim_airport SELECT * FROM dw_rebuild.dim_airport ON CONFLICT (airport_code) DO NOTHING;
INSERT INTO dw.dim_route AS known (route_id, origin_airport, destination_airport, distance_km)
SELECT route_id, origin_airport, destination_airport, distance_km FROM dw_rebuild.dim_route
ON CONFLICT (route_id) DO UPDATE SET
  origin_airport = excluded.origin_airport, destination_airport = excluded.destination_airport,
  distance_km = excluded.distance_km
WHERE (known.origin_airport, known.destination_airport, known.distance_km)
  IS DISTINCT FROM (excluded.origin_airport, excluded.destination_airport, excluded.distance_km);
INSERT INTO dw.dim_fare_bucket SELECT * FROM dw_rebuild.dim_fare_bucket ON CONFLICT (fare_bucket) DO NOTHING;
INSERT INTO dw.dim_policy AS known (policy_revision, first_decided_at, last_decided_at, rules)
SELECT policy_revision, first_decided_at, last_decided_at, rules FROM dw_rebuild.dim_policy
ON CONFLICT (policy_revision) DO UPDATE SET
  first_decided_at = least(known.first_decided_at, excluded.first_decided_at),
  last_decided_at = greatest(known.last_decided_at, excluded.last_decided_at),
  rules = (SELECT array_agg(DISTINCT rule ORDER BY rule) FROM unnest(known.rules || excluded.rules) AS rule);
-- What violates the checks now, of these flights and of all others.
INSERT INTO dw.quality_check (run_id, check_name, severity, violations, example)
SELECT q.run_id, q.check_name, q.severity, coalesce(v.violations, 0), v.example
FROM dw_rebuild.quality_check q
LEFT JOIN (
  SELECT check_name, sum(violations) AS violations, min(example) AS example FROM dw.quality_violation GROUP BY check_name
) v USING (check_name)
ON CONFLICT (run_id, check_name) DO NOTHING;
INSERT INTO dw.effect_estimate AS known (due_since) VALUES (now())
ON CONFLICT (one) DO UPDATE SET due_since = coalesce(known.due_since, excluded.due_since);
