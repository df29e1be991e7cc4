SELECT flight_id, (extract(epoch FROM scheduled_departure_time) * 1000000)::bigint, flight_date - date '2000-01-01'
FROM unnest(?::text[]) AS asked (flight_id)
JOIN dim_flight USING (flight_id)
WHERE scheduled_departure_time IS NOT NULL
