-- The dates that the flights have had until now: they may be gone from there.
INSERT INTO dw.gold_to_export (flight_date)
SELECT flight_date FROM dw.dim_flight JOIN dw_rebuild.rebuilt USING (flight_id) WHERE flight_date IS NOT NULL
UNION
SELECT (scheduled_departure_time AT TIME ZONE 'UTC')::date
FROM dw.dim_flight_history JOIN dw_rebuild.rebuilt USING (flight_id)
UNION
SELECT flight_date FROM dw_rebuild.gold_to_export
ON CONFLICT (flight_date) DO NOTHING
