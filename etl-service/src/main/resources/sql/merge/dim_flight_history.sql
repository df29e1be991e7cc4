INSERT INTO dim_flight_history AS known (
  flight_id, valid_from, airline_code, origin_airport, destination_airport, scheduled_departure_time,
  scheduled_arrival_time, aircraft_type, total_seats, cabins, source_partition, source_offset)
SELECT flight_id, valid_from, airline_code, origin_airport, destination_airport, scheduled_departure_time,
       scheduled_arrival_time, aircraft_type, total_seats, cabins::jsonb, source_partition, source_offset
FROM (
  SELECT DISTINCT ON (flight_id, valid_from) * FROM staged_dim_flight_history
  ORDER BY flight_id, valid_from, source_partition DESC, source_offset DESC
) e
ON CONFLICT (flight_id, valid_from) DO UPDATE SET
  airline_code = excluded.airline_code, origin_airport = excluded.origin_airport,
  destination_airport = excluded.destination_airport, scheduled_departure_time = excluded.scheduled_departure_time,
  scheduled_arrival_time = excluded.scheduled_arrival_time, aircraft_type = excluded.aircraft_type,
  total_seats = excluded.total_seats, cabins = excluded.cabins, source_partition = excluded.source_partition,
  source_offset = excluded.source_offset
WHERE (excluded.source_partition, excluded.source_offset) > (known.source_partition, known.source_offset)
