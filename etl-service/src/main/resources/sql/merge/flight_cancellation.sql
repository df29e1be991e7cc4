INSERT INTO dim_flight AS known (flight_id, cancelled_at)
SELECT * FROM (
  SELECT DISTINCT ON (flight_id) * FROM staged_flight_cancellation
  ORDER BY flight_id, cancelled_at
) e
ON CONFLICT (flight_id) DO UPDATE SET cancelled_at = excluded.cancelled_at
WHERE known.cancelled_at IS NULL OR excluded.cancelled_at < known.cancelled_at
