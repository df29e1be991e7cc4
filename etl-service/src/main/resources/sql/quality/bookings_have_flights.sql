SELECT count(*), min(b.booking_id)
FROM fact_booking b
JOIN refreshed USING (flight_id)
LEFT JOIN dim_flight f USING (flight_id)
WHERE f.scheduled_departure_time IS NULL
