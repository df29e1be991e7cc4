SELECT h.flight_id, h.valid_from, h.valid_to, h.is_current, h.airline_code, h.origin_airport, h.destination_airport,
       h.scheduled_departure_time, h.scheduled_arrival_time, h.aircraft_type, h.total_seats, h.cabins::text AS cabins
FROM dim_flight f
JOIN dim_flight_history h USING (flight_id)
WHERE f.flight_date = $1
ORDER BY h.flight_id, h.valid_from
