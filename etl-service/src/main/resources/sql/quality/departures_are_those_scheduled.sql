SELECT count(*), min(b.booking_id)
FROM fact_booking b
JOIN refreshed USING (flight_id)
JOIN dim_flight f USING (flight_id)
WHERE b.minutes_to_departure IS DISTINCT FROM minutes_to_departure(f.scheduled_departure_time, b.booked_at)
   OR b.flight_date IS DISTINCT FROM f.flight_date
