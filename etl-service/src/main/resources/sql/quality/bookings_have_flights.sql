-- Flights first: of those that have a schedule no booking is read.
WITH unknown AS MATERIALIZED (
  SELECT refreshed.flight_id
  FROM refreshed
  LEFT JOIN dim_flight f ON f.flight_id = refreshed.flight_id
  WHERE f.scheduled_departure_time IS NULL
)
SELECT unknown.flight_id, count(*), min(b.booking_id)
FROM unknown
JOIN fact_booking b ON b.flight_id = unknown.flight_id
GROUP BY unknown.flight_id
