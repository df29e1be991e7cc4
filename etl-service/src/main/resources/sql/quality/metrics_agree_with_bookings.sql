-- The engine's last word on a flight beside the bookings up to its event time. Not of flights whose bookings or metrics are
-- still under way: these differ for a while, which is why it is a warning.
SELECT count(*), min(m.flight_id)
FROM refreshed
CROSS JOIN LATERAL (
  SELECT flight_id, event_time, booked_seats
  FROM fact_inventory_metrics
  WHERE flight_id = refreshed.flight_id
  ORDER BY event_time DESC, source_offset DESC
  LIMIT 1
) m
CROSS JOIN LATERAL (
  SELECT count(*) AS seats
  FROM fact_booking b
  WHERE b.flight_id = m.flight_id AND b.booked_at <= m.event_time
    AND (b.cancelled_at IS NULL OR b.cancelled_at > m.event_time)
) b
WHERE m.booked_seats <> b.seats
