SELECT m.flight_id, m.event_time, m.booked_seats, m.total_seats, m.load_factor, m.minutes_to_departure,
       m.booking_velocity_per_day, m.revenue, m.currency
FROM dim_flight f
JOIN fact_inventory_metrics m USING (flight_id)
WHERE f.flight_date = $1
ORDER BY m.flight_id, m.event_time, m.source_offset
