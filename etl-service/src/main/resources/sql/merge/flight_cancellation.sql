INSERT INTO dim_flight AS known (flight_id, cancelled_at)
SELECT * FROM unnest($1::text[], $2::timestamptz[])
ON CONFLICT (flight_id) DO UPDATE SET cancelled_at = excluded.cancelled_at
WHERE known.cancelled_at IS NULL OR excluded.cancelled_at < known.cancelled_at
