SELECT o.flight_id, 1::bigint, o.flight_id
FROM fact_flight_outcome o
JOIN refreshed USING (flight_id)
LEFT JOIN LATERAL (
  SELECT count(*) AS seats, coalesce(sum(fare_paid), 0) AS revenue
  FROM fact_booking b
  WHERE b.flight_id = o.flight_id AND b.cancelled_at IS NULL
) b ON true
WHERE o.booked_seats <> b.seats OR o.revenue <> b.revenue
