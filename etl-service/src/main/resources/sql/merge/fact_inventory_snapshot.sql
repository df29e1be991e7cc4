INSERT INTO fact_inventory_snapshot AS known (
  flight_id, event_time, cabin_code, fare_bucket, available_seats, price, currency, minutes_to_departure,
  source_partition, source_offset)
SELECT * FROM (
  SELECT DISTINCT ON (flight_id, event_time, cabin_code, fare_bucket) * FROM staged_fact_inventory_snapshot
  ORDER BY flight_id, event_time, cabin_code, fare_bucket, source_partition DESC, source_offset DESC
) e
ON CONFLICT (flight_id, event_time, cabin_code, fare_bucket) DO UPDATE SET
  available_seats = excluded.available_seats, price = excluded.price, currency = excluded.currency,
  minutes_to_departure = excluded.minutes_to_departure, source_partition = excluded.source_partition,
  source_offset = excluded.source_offset
WHERE (excluded.source_partition, excluded.source_offset) > (known.source_partition, known.source_offset)
