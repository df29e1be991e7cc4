-- No temporary table: what reads it may run in parallel. It is gone before the transaction ends, and nobody else sees it.
-- With each flight goes what its bookings are held against: its departure, and the engine's last word on it.
CREATE UNLOGGED TABLE refreshed AS
WITH taken AS (DELETE FROM flight_to_refresh RETURNING flight_id)
SELECT taken.flight_id, f.scheduled_departure_time AS departs_at, f.flight_date AS departs_on, m.event_time AS counted_at,
       m.booked_seats AS counted_seats
FROM taken
LEFT JOIN dim_flight f ON f.flight_id = taken.flight_id
LEFT JOIN LATERAL (
  SELECT event_time, booked_seats
  FROM fact_inventory_metrics
  WHERE flight_id = taken.flight_id
  ORDER BY event_time DESC, source_offset DESC
  LIMIT 1
) m ON true
