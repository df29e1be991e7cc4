INSERT INTO fact_inventory_snapshot AS known (
  flight_id, event_time, cabin_code, fare_bucket, available_seats, price, currency, minutes_to_departure,
  source_partition, source_offset)
SELECT * FROM unnest(
  $1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::integer[], $6::numeric[], $7::text[], $8::bigint[],
  $9::integer[], $10::bigint[])
ON CONFLICT (flight_id, event_time, cabin_code, fare_bucket) DO UPDATE SET
  available_seats = excluded.available_seats, price = excluded.price, currency = excluded.currency,
  minutes_to_departure = excluded.minutes_to_departure, source_partition = excluded.source_partition,
  source_offset = excluded.source_offset
WHERE (excluded.source_partition, excluded.source_offset) > (known.source_partition, known.source_offset)
