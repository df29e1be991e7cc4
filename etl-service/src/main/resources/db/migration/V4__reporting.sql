CREATE VIEW rpt_booking AS
SELECT b.booking_id, b.passenger_id, b.flight_id, f.airline_code, f.route_id, f.origin_airport, f.destination_airport,
       b.flight_date, d.day_name AS flight_weekday, f.scheduled_departure_time, b.booked_at, b.booked_date,
       b.days_to_departure, b.minutes_to_departure, b.channel, b.fare_bucket, b.cabin_code, b.seat_id, b.fare_paid,
       b.currency, b.promotion_id, p.rule AS promotion_rule, p.discount_percentage, b.cancelled_at,
       b.cancelled_at IS NULL AS stands
FROM fact_booking b
LEFT JOIN dim_flight f ON f.flight_id = b.flight_id
LEFT JOIN dim_date d ON d.date_day = b.flight_date
LEFT JOIN fact_promotion p ON p.decision_id = b.promotion_id AND p.outcome = 'TRIGGERED';
COMMENT ON VIEW rpt_booking IS 'Bookings with their flight, route, weekday and offer: one row per booking and passenger.';

CREATE VIEW rpt_load_factor AS
SELECT m.flight_id, f.airline_code, f.route_id, f.flight_date, m.event_time, m.booked_seats, m.total_seats,
       m.load_factor, m.minutes_to_departure, m.booking_velocity_per_day, m.revenue, m.currency, m.source_offset
FROM fact_inventory_metrics m
LEFT JOIN dim_flight f ON f.flight_id = m.flight_id;
COMMENT ON VIEW rpt_load_factor IS 'Load factor over event time: one row per booking event of a flight.';

CREATE VIEW rpt_promotion AS
SELECT p.decision_id, p.outcome, p.flight_id, f.airline_code, f.route_id, f.flight_date, p.event_time AS decided_at,
       p.rule, p.reason, p.arm, p.policy_revision, p.load_factor, p.booked_seats, p.total_seats,
       p.minutes_to_departure, p.booking_velocity_per_day, p.target_fare_bucket, p.discount_percentage, p.valid_until,
       e.event_time AS ended_at, e.reason AS end_reason, p.explanation,
       (SELECT count(*) FROM fact_booking b
        WHERE b.flight_id = p.flight_id AND b.promotion_id = p.decision_id AND b.cancelled_at IS NULL) AS seats_sold,
       (SELECT sum(b.fare_paid) FROM fact_booking b
        WHERE b.flight_id = p.flight_id AND b.promotion_id = p.decision_id AND b.cancelled_at IS NULL) AS revenue
FROM fact_promotion p
LEFT JOIN dim_flight f ON f.flight_id = p.flight_id
LEFT JOIN fact_promotion e ON e.decision_id = p.decision_id AND e.outcome = 'ENDED'
WHERE p.outcome <> 'ENDED';
COMMENT ON VIEW rpt_promotion IS 'Decisions with their flight, their end and what was sold with them: one row per decision.';

CREATE VIEW rpt_flight AS
SELECT f.flight_id, f.airline_code, f.route_id, f.flight_date, f.scheduled_departure_time, f.status, f.total_seats,
       coalesce(b.booked_seats, 0) AS booked_seats, coalesce(b.cancelled_seats, 0) AS cancelled_seats,
       round(coalesce(b.booked_seats, 0)::numeric / f.total_seats, 3) AS load_factor,
       coalesce(b.revenue, 0) AS revenue, b.currency, coalesce(p.offers, 0) AS offers,
       coalesce(p.withheld, 0) AS offers_withheld
FROM dim_flight f
LEFT JOIN (
  SELECT flight_id, count(*) FILTER (WHERE cancelled_at IS NULL) AS booked_seats,
         count(*) FILTER (WHERE cancelled_at IS NOT NULL) AS cancelled_seats,
         sum(fare_paid) FILTER (WHERE cancelled_at IS NULL) AS revenue,
         CASE WHEN min(currency) = max(currency) THEN min(currency) END AS currency
  FROM fact_booking
  GROUP BY flight_id
) b USING (flight_id)
LEFT JOIN (
  SELECT flight_id, count(*) FILTER (WHERE outcome = 'TRIGGERED') AS offers,
         count(*) FILTER (WHERE outcome IN ('SUPPRESSED', 'HELD_OUT')) AS withheld
  FROM fact_promotion
  GROUP BY flight_id
) p USING (flight_id);
COMMENT ON VIEW rpt_flight IS 'Flights as they stand: seats, load factor, revenue, offers; one row per flight.';

CREATE VIEW rpt_run AS
SELECT run_id, kind, trigger, status, started_at, extract(epoch FROM finished_at - started_at) AS seconds,
       (SELECT sum(value::bigint) FROM jsonb_each_text(events)) AS events, rejected, published, error
FROM etl_run;
COMMENT ON VIEW rpt_run IS 'Runs of the loader with their length in seconds.';

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'loadstream_report') THEN
    CREATE ROLE loadstream_report NOLOGIN;
    COMMENT ON ROLE loadstream_report IS 'Reads the warehouse. Grant it to the users of dashboards.';
  END IF;
EXCEPTION
  -- Two schemas may be migrated at once, and roles belong to the whole server.
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
GRANT USAGE ON SCHEMA ${flyway:defaultSchema} TO loadstream_report;
GRANT SELECT ON ALL TABLES IN SCHEMA ${flyway:defaultSchema} TO loadstream_report;
ALTER DEFAULT PRIVILEGES IN SCHEMA ${flyway:defaultSchema} GRANT SELECT ON TABLES TO loadstream_report;
