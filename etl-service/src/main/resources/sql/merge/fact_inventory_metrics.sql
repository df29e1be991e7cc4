INSERT INTO fact_inventory_metrics (
  flight_id, event_time, source_offset, source_partition, booked_seats, total_seats, load_factor,
  minutes_to_departure, booking_velocity_per_day, revenue, currency)
SELECT * FROM (SELECT * FROM staged_fact_inventory_metrics ORDER BY flight_id, event_time, source_offset) e
ON CONFLICT (flight_id, event_time, source_offset) DO NOTHING
