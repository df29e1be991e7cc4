INSERT INTO fact_inventory_metrics (
  flight_id, event_time, source_offset, source_partition, booked_seats, total_seats, load_factor,
  minutes_to_departure, booking_velocity_per_day, revenue, currency)
SELECT * FROM unnest(
  $1::text[], $2::timestamptz[], $3::bigint[], $4::integer[], $5::integer[], $6::integer[], $7::double precision[],
  $8::bigint[], $9::double precision[], $10::numeric[], $11::text[])
ON CONFLICT (flight_id, event_time, source_offset) DO NOTHING
