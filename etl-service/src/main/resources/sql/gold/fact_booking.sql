SELECT b.booking_id, b.passenger_id, b.flight_id, b.booked_at, b.minutes_to_departure, b.days_to_departure, b.channel,
       b.fare_bucket, b.cabin_code, b.seat_id, b.currency, b.fare_paid, b.booking_passengers, b.promotion_id,
       b.cancelled_at, b.cancellation_reason
FROM dim_flight f
JOIN fact_booking b USING (flight_id)
WHERE f.flight_date = $1
ORDER BY b.flight_id, b.booking_id, b.passenger_id
