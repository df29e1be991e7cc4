SELECT count(*), min(b.booking_id)
FROM fact_booking b
JOIN refreshed USING (flight_id)
LEFT JOIN booking_cancellation c ON c.booking_id = b.booking_id AND c.flight_id = b.flight_id
WHERE b.cancelled_at IS DISTINCT FROM c.cancelled_at
