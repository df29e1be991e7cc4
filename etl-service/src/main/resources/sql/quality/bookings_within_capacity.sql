-- Counted flight by flight: grouping all their bookings at once sends every row from one worker of the database to another.
SELECT count(*), min(f.flight_id)
FROM refreshed
JOIN dim_flight f USING (flight_id)
CROSS JOIN LATERAL (
  SELECT count(*) AS seats
  FROM fact_booking b
  WHERE b.flight_id = f.flight_id AND b.cancelled_at IS NULL
) b
WHERE b.seats > f.total_seats
