UPDATE fact_booking b
SET flight_date = f.flight_date,
    minutes_to_departure = minutes_to_departure(f.scheduled_departure_time, b.booked_at),
    days_to_departure = minutes_to_departure(f.scheduled_departure_time, b.booked_at) / 1440
FROM dim_flight f
WHERE f.flight_id = b.flight_id
  AND b.flight_id IN (SELECT flight_id FROM touched)
  AND (b.flight_date IS DISTINCT FROM f.flight_date
    OR b.minutes_to_departure
      IS DISTINCT FROM minutes_to_departure(f.scheduled_departure_time, b.booked_at))
