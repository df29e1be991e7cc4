SELECT b.flight_id, count(*), min(b.booking_id)
FROM flight_sales s
JOIN fact_booking b USING (flight_id)
LEFT JOIN booking_cancellation c ON c.booking_id = b.booking_id AND c.flight_id = b.flight_id
WHERE (s.cancelled_seats > 0 OR EXISTS (SELECT FROM booking_cancellation told WHERE told.flight_id = s.flight_id))
  AND b.cancelled_at IS DISTINCT FROM c.cancelled_at
GROUP BY b.flight_id
