SELECT flight_id, airline_code, origin_airport, destination_airport, route_id, scheduled_departure_time,
       scheduled_arrival_time, aircraft_type, total_seats, cabins::text AS cabins, schedule_versions, departed_at,
       cancelled_at, status
FROM dim_flight
WHERE flight_date = $1
ORDER BY flight_id
