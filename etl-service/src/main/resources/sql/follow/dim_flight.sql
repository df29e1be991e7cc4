INSERT INTO dim_flight AS known (
  flight_id, airline_code, origin_airport, destination_airport, scheduled_departure_time, scheduled_arrival_time,
  aircraft_type, total_seats, cabins, scheduled_at, schedule_versions)
SELECT flight_id, airline_code, origin_airport, destination_airport, scheduled_departure_time, scheduled_arrival_time,
       aircraft_type, total_seats, cabins, valid_from, versions
FROM (
  SELECT h.*, count(*) OVER (PARTITION BY flight_id) AS versions
  FROM dim_flight_history h
  WHERE flight_id IN (SELECT flight_id FROM touched)
) all_versions
WHERE is_current
ON CONFLICT (flight_id) DO UPDATE SET
  airline_code = excluded.airline_code, origin_airport = excluded.origin_airport,
  destination_airport = excluded.destination_airport, scheduled_departure_time = excluded.scheduled_departure_time,
  scheduled_arrival_time = excluded.scheduled_arrival_time, aircraft_type = excluded.aircraft_type,
  total_seats = excluded.total_seats, cabins = excluded.cabins, scheduled_at = excluded.scheduled_at,
  schedule_versions = excluded.schedule_versions
