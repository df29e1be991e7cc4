SELECT s.flight_id, s.event_time, s.cabin_code, s.fare_bucket, s.available_seats, s.price, s.currency,
       s.minutes_to_departure
FROM dim_flight f
JOIN fact_inventory_snapshot s USING (flight_id)
WHERE f.flight_date = $1
ORDER BY s.flight_id, s.event_time, s.cabin_code, s.fare_bucket
