INSERT INTO dim_flight AS known (flight_id, departed_at)
SELECT * FROM (
  SELECT DISTINCT ON (flight_id) * FROM staged_flight_departure
  ORDER BY flight_id, departed_at
) e
ON CONFLICT (flight_id) DO UPDATE SET departed_at = excluded.departed_at
WHERE known.departed_at IS NULL OR excluded.departed_at < known.departed_at
