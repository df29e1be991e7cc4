-- Money of several currencies is never added up: such a sum is null, and so is its currency.
CREATE OR REPLACE VIEW rpt_promotion AS
SELECT p.decision_id, p.outcome, p.flight_id, f.airline_code, f.route_id, f.flight_date, p.event_time AS decided_at,
       p.rule, p.reason, p.arm, p.policy_revision, p.load_factor, p.booked_seats, p.total_seats,
       p.minutes_to_departure, p.booking_velocity_per_day, p.target_fare_bucket, p.discount_percentage, p.valid_until,
       e.event_time AS ended_at, e.reason AS end_reason, p.explanation, b.seats AS seats_sold,
       CASE WHEN b.low = b.high THEN b.revenue END AS revenue,
       CASE WHEN b.low = b.high THEN b.low END AS currency
FROM fact_promotion p
LEFT JOIN dim_flight f ON f.flight_id = p.flight_id
LEFT JOIN fact_promotion e ON e.decision_id = p.decision_id AND e.outcome = 'ENDED'
CROSS JOIN LATERAL (
  SELECT count(*) AS seats, sum(fare_paid) AS revenue, min(currency) AS low, max(currency) AS high
  FROM fact_booking
  WHERE flight_id = p.flight_id AND promotion_id = p.decision_id AND cancelled_at IS NULL
) b
WHERE p.outcome <> 'ENDED';

CREATE OR REPLACE VIEW rpt_flight AS
SELECT f.flight_id, f.airline_code, f.route_id, f.flight_date, f.scheduled_departure_time, f.status, f.total_seats,
       coalesce(b.booked_seats, 0) AS booked_seats, coalesce(b.cancelled_seats, 0) AS cancelled_seats,
       round(coalesce(b.booked_seats, 0)::numeric / f.total_seats, 3) AS load_factor,
       CASE WHEN b.low IS NOT DISTINCT FROM b.high THEN coalesce(b.revenue, 0) END AS revenue,
       CASE WHEN b.low = b.high THEN b.low END AS currency,
       coalesce(p.offers, 0) AS offers, coalesce(p.withheld, 0) AS offers_withheld
FROM dim_flight f
LEFT JOIN (
  SELECT flight_id, count(*) FILTER (WHERE cancelled_at IS NULL) AS booked_seats,
         count(*) FILTER (WHERE cancelled_at IS NOT NULL) AS cancelled_seats,
         sum(fare_paid) FILTER (WHERE cancelled_at IS NULL) AS revenue, min(currency) AS low, max(currency) AS high
  FROM fact_booking
  GROUP BY flight_id
) b USING (flight_id)
LEFT JOIN (
  SELECT flight_id, count(*) FILTER (WHERE outcome = 'TRIGGERED') AS offers,
         count(*) FILTER (WHERE outcome IN ('SUPPRESSED', 'HELD_OUT')) AS withheld
  FROM fact_promotion
  GROUP BY flight_id
) p USING (flight_id);
