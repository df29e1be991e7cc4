SELECT s.flight_id, 1::bigint, s.flight_id
FROM flight_sales s
JOIN dim_flight f USING (flight_id)
WHERE s.booked_seats > f.total_seats
