SELECT c.flight_id, count(*), min(c.booking_id)
FROM booking_cancellation c
JOIN refreshed USING (flight_id)
WHERE NOT EXISTS (
  SELECT FROM fact_booking b WHERE b.booking_id = c.booking_id AND b.flight_id = c.flight_id)
GROUP BY c.flight_id
