WITH departure AS MATERIALIZED (
  -- OFFSET keeps these lookups by key, one for each flight and not for each booking, however large the tables are.
  SELECT f.*
  FROM touched
  CROSS JOIN LATERAL (
    SELECT flight_id, flight_date, scheduled_departure_time FROM dim_flight WHERE flight_id = touched.flight_id OFFSET 0
  ) f
), cancellation AS MATERIALIZED (
  SELECT c.*
  FROM touched
  CROSS JOIN LATERAL (
    SELECT flight_id, booking_id, cancelled_at, reason
    FROM booking_cancellation
    WHERE flight_id = touched.flight_id
    OFFSET 0
  ) c
)
INSERT INTO fact_booking AS known (
  booking_id, passenger_id, flight_id, booked_at, booked_date, flight_date, minutes_to_departure, days_to_departure,
  channel, fare_bucket, cabin_code, seat_id, currency, fare_paid, booking_passengers, promotion_id, cancelled_at,
  cancellation_reason, source_partition, source_offset)
SELECT
  e.booking_id, e.passenger_id, e.flight_id, e.booked_at, (e.booked_at AT TIME ZONE 'UTC')::date, f.flight_date,
  minutes_to_departure(f.scheduled_departure_time, e.booked_at),
  minutes_to_departure(f.scheduled_departure_time, e.booked_at) / 1440,
  e.channel, e.fare_bucket, e.cabin_code, e.seat_id, e.currency, e.fare_paid, e.booking_passengers, e.promotion_id,
  c.cancelled_at, c.reason, e.source_partition, e.source_offset
FROM (
  SELECT DISTINCT ON (flight_id, booking_id, passenger_id) * FROM staged_fact_booking
  ORDER BY flight_id, booking_id, passenger_id, booked_at, source_partition, source_offset
) e
LEFT JOIN departure f ON f.flight_id = e.flight_id
LEFT JOIN cancellation c ON c.booking_id = e.booking_id AND c.flight_id = e.flight_id
ON CONFLICT (flight_id, booking_id, passenger_id) DO UPDATE SET
  flight_id = excluded.flight_id, booked_at = excluded.booked_at, booked_date = excluded.booked_date,
  flight_date = excluded.flight_date, minutes_to_departure = excluded.minutes_to_departure,
  days_to_departure = excluded.days_to_departure, channel = excluded.channel, fare_bucket = excluded.fare_bucket,
  cabin_code = excluded.cabin_code, seat_id = excluded.seat_id, currency = excluded.currency,
  fare_paid = excluded.fare_paid, booking_passengers = excluded.booking_passengers,
  promotion_id = excluded.promotion_id, cancelled_at = excluded.cancelled_at,
  cancellation_reason = excluded.cancellation_reason, source_partition = excluded.source_partition,
  source_offset = excluded.source_offset
WHERE (excluded.booked_at, excluded.source_partition, excluded.source_offset)
    < (known.booked_at, known.source_partition, known.source_offset)
