SELECT c.flight_id, c.days_before, c.booked_seats
FROM dim_flight f
JOIN fact_booking_curve c USING (flight_id)
WHERE f.flight_date = $1
ORDER BY c.flight_id, c.days_before DESC
