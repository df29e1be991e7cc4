INSERT INTO dw.fact_flight_outcome (
  flight_id, outcome, closed_at, flight_date, route_id, total_seats, booked_seats, cancelled_seats, load_factor, currency,
  revenue, offers, offer_seats, offer_revenue, arm)
SELECT 'F' || i, 'DEPARTED', departs, departs::date, 'R' || i % 25, 180, seats, 0, round(seats / 180.0, 3), 'EUR',
       seats * 100, CASE WHEN i / 25 % 10 = 0 THEN 0 ELSE 1 END, 0, 0, CASE WHEN i / 25 % 10 = 0 THEN 'HOLDOUT' ELSE 'TREATED' END
FROM (SELECT i, timestamptz '2026-01-01Z' + i % 365 * interval '1 day' AS departs, 60 + hashint4(i) % 50 AS seats
      FROM generate_series(0, :flights - 1) AS i) f;
INSERT INTO dw.fact_promotion (
  decision_id, outcome, flight_id, event_time, rule, arm, minutes_to_departure, discount_percentage, source_partition,
  source_offset)
SELECT 'D' || flight_id, CASE arm WHEN 'TREATED' THEN 'TRIGGERED' ELSE 'HELD_OUT' END, flight_id,
       closed_at - hashtext(flight_id) % 4 * interval '7 days' - interval '28 days',
       CASE WHEN substr(flight_id, 2)::integer % 500 = 26 THEN 'rule-never-held-out' ELSE 'rule-' || hashtext(flight_id) % 4 END, arm,
       (28 + hashtext(flight_id) % 4 * 7) * 1440, 15, 0, 0
FROM dw.fact_flight_outcome;
INSERT INTO dw.fact_booking (
  booking_id, passenger_id, flight_id, booked_at, booked_date, channel, fare_bucket, cabin_code, seat_id, currency, fare_paid,
  booking_passengers, promotion_id, source_partition, source_offset)
SELECT flight_id || '-' || n, 'P', flight_id, closed_at - n * interval '2 days', closed_at::date - n * 2, 'WEB', 'K', 'Y',
       n::text, 'EUR', 100, 1, CASE WHEN n < 4 AND arm = 'TREATED' THEN 'D' || flight_id END, 0, 0
FROM dw.fact_flight_outcome, generate_series(1, 20) AS n;
INSERT INTO dw.fact_booking_curve (flight_id, days_before, booked_seats)
SELECT flight_id, days_before, booked_seats * (70 - days_before) / 70
FROM dw.fact_flight_outcome, unnest(ARRAY[63, 56, 49, 42, 35, 31, 28, 24, 21, 17, 14, 10, 7, 5, 3, 1, 0]) AS days_before;
INSERT INTO dw.dim_flight (flight_id, origin_airport, destination_airport, scheduled_departure_time, total_seats)
SELECT flight_id, left(route_id, 3), 'XXX', closed_at, total_seats FROM dw.fact_flight_outcome;
ANALYZE dw.dim_flight, dw.fact_booking_curve, dw.fact_flight_outcome, dw.fact_promotion, dw.fact_booking;
INSERT INTO dw.effect_estimate (due_since) VALUES (now())
