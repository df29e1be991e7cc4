-- Every date that a flight ever had: one that moved is gone from the old one.
INSERT INTO gold_to_export (flight_date)
SELECT DISTINCT (h.scheduled_departure_time AT TIME ZONE 'UTC')::date
FROM dim_flight_history h JOIN refreshed USING (flight_id)
ON CONFLICT (flight_date) DO NOTHING
