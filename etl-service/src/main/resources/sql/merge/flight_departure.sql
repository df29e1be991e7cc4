INSERT INTO dim_flight AS known (flight_id, departed_at)
SELECT * FROM unnest($1::text[], $2::timestamptz[])
ON CONFLICT (flight_id) DO UPDATE SET departed_at = excluded.departed_at
WHERE known.departed_at IS NULL OR excluded.departed_at < known.departed_at
