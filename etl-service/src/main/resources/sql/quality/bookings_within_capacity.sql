SELECT count(*), min(flight_id)
FROM (
  SELECT b.flight_id
  FROM fact_booking b
  JOIN refreshed USING (flight_id)
  JOIN dim_flight f USING (flight_id)
  WHERE b.cancelled_at IS NULL
  GROUP BY b.flight_id, f.total_seats
  HAVING count(*) > f.total_seats
) violating
