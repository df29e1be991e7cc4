CREATE TABLE quality_check (
  run_id     bigint      NOT NULL,
  check_name text        NOT NULL,
  severity   text        NOT NULL CHECK (severity IN ('CRITICAL', 'WARNING')),
  violations bigint      NOT NULL,
  example    text,
  PRIMARY KEY (run_id, check_name)
);
COMMENT ON TABLE quality_check IS 'What each check found in each run, among the flights that the run brought something for. A critical check that finds anything stops the publication of the run.';
COMMENT ON COLUMN quality_check.run_id IS 'See etl_run.';
COMMENT ON COLUMN quality_check.check_name IS 'Name of the check; docs/warehouse.md says what each one asks.';
COMMENT ON COLUMN quality_check.severity IS 'CRITICAL when the warehouse contradicts itself; WARNING when it waits for something or was told something odd.';
COMMENT ON COLUMN quality_check.violations IS 'How many rows violate it; 0 when it holds.';
COMMENT ON COLUMN quality_check.example IS 'Key of one of them; null when it holds.';

CREATE TABLE fact_booking_curve (
  flight_id      text    NOT NULL,
  days_before    integer NOT NULL,
  booked_seats   integer NOT NULL,
  PRIMARY KEY (flight_id, days_before)
);
COMMENT ON TABLE fact_booking_curve IS 'Seats that were booked and not yet cancelled at each data collection point, of flights that have departed.';
COMMENT ON COLUMN fact_booking_curve.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN fact_booking_curve.days_before IS 'Days before the departure as last scheduled, 63 to 0.';
COMMENT ON COLUMN fact_booking_curve.booked_seats IS 'Seats booked and not cancelled by then.';

CREATE TABLE mart_promotion_effect (
  run_id        bigint           NOT NULL,
  method        text             NOT NULL CHECK (method IN ('HOLDOUT', 'HOLDOUT_CUPED', 'MATCHED')),
  scope         text             NOT NULL CHECK (scope IN ('ALL', 'RULE', 'ROUTE', 'BAND')),
  scope_value   text             NOT NULL,
  outcome       text             NOT NULL CHECK (outcome IN ('REVENUE', 'LOAD_FACTOR')),
  currency      text             NOT NULL,
  treated       integer          NOT NULL,
  holdout       integer          NOT NULL,
  estimate      double precision NOT NULL,
  low           double precision NOT NULL,
  high          double precision NOT NULL,
  standard_error double precision NOT NULL,
  minimum_detectable double precision NOT NULL,
  underpowered  boolean          NOT NULL,
  gained        double precision,
  diluted       double precision,
  PRIMARY KEY (run_id, method, scope, scope_value, outcome, currency)
);
COMMENT ON TABLE mart_promotion_effect IS 'What promotions were worth per departed flight that a rule fired for, as estimated after a run. See docs/evaluation.md.';
COMMENT ON COLUMN mart_promotion_effect.run_id IS 'The run after which it was estimated; see etl_run.';
COMMENT ON COLUMN mart_promotion_effect.method IS 'HOLDOUT: difference in means between the arms. HOLDOUT_CUPED: the same, adjusted by seats booked before the first decision. MATCHED: against the nearest past flights without offers; weaker, used where nothing was held out.';
COMMENT ON COLUMN mart_promotion_effect.scope IS 'Which flights: ALL, or those of one RULE, ROUTE or BAND.';
COMMENT ON COLUMN mart_promotion_effect.scope_value IS 'The rule of the first decision, the route, or the band of days to departure at the first decision; * for ALL.';
COMMENT ON COLUMN mart_promotion_effect.outcome IS 'REVENUE per flight in units of currency, or LOAD_FACTOR (share of seats).';
COMMENT ON COLUMN mart_promotion_effect.currency IS 'ISO 4217: flights of different currencies are never compared.';
COMMENT ON COLUMN mart_promotion_effect.treated IS 'Flights with offers.';
COMMENT ON COLUMN mart_promotion_effect.holdout IS 'Flights that they are compared with.';
COMMENT ON COLUMN mart_promotion_effect.estimate IS 'Effect per flight, in units of the outcome.';
COMMENT ON COLUMN mart_promotion_effect.low IS 'Lower end of the 95 % interval.';
COMMENT ON COLUMN mart_promotion_effect.high IS 'Upper end of the 95 % interval.';
COMMENT ON COLUMN mart_promotion_effect.standard_error IS 'Of the estimate.';
COMMENT ON COLUMN mart_promotion_effect.minimum_detectable IS 'Smallest true effect that so many flights find four times out of five.';
COMMENT ON COLUMN mart_promotion_effect.underpowered IS 'Whether the estimate is smaller than that: do not read "no effect" into it.';
COMMENT ON COLUMN mart_promotion_effect.gained IS 'Revenue per flight of seats that would have stayed empty; null for LOAD_FACTOR.';
COMMENT ON COLUMN mart_promotion_effect.diluted IS 'Discount per flight on seats that would have been sold anyway; null for LOAD_FACTOR.';

CREATE VIEW rpt_booking_curve AS
SELECT f.route_id, d.day_name AS flight_weekday,
       CASE WHEN extract(hour FROM f.scheduled_departure_time AT TIME ZONE 'UTC') < 12 THEN 'MORNING'
            WHEN extract(hour FROM f.scheduled_departure_time AT TIME ZONE 'UTC') < 17 THEN 'AFTERNOON'
            ELSE 'EVENING' END AS departure_band,
       c.days_before, count(*) AS flights,
       avg(c.booked_seats::double precision / f.total_seats) AS mean_load_factor,
       stddev_samp(c.booked_seats::double precision / f.total_seats) AS sd_load_factor,
       percentile_cont(ARRAY[0.1, 0.5, 0.9])
         WITHIN GROUP (ORDER BY c.booked_seats::double precision / f.total_seats) AS p10_p50_p90
FROM fact_booking_curve c
JOIN dim_flight f USING (flight_id)
JOIN dim_date d ON d.date_day = f.flight_date
WHERE f.status = 'DEPARTED'
GROUP BY 1, 2, 3, 4;
COMMENT ON VIEW rpt_booking_curve IS 'Booking curves of departed flights by route, weekday and departure band (UTC): load factor at each collection point, with count and spread.';

CREATE VIEW rpt_load_factor_distribution AS
SELECT o.route_id, d.day_name AS flight_weekday, o.arm, count(*) AS flights, avg(o.load_factor) AS mean_load_factor,
       stddev_samp(o.load_factor) AS sd_load_factor,
       percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY o.load_factor) AS p10_p25_p50_p75_p90
FROM fact_flight_outcome o
JOIN dim_date d ON d.date_day = o.flight_date
WHERE o.outcome = 'DEPARTED'
GROUP BY 1, 2, 3;
COMMENT ON VIEW rpt_load_factor_distribution IS 'Final load factors of departed flights by route, weekday and arm.';

CREATE VIEW rpt_promotion_effect AS
SELECT m.*, r.started_at AS estimated_at
FROM mart_promotion_effect m
JOIN etl_run r USING (run_id)
WHERE m.run_id = (SELECT max(run_id) FROM mart_promotion_effect);
COMMENT ON VIEW rpt_promotion_effect IS 'The latest estimate of what promotions were worth.';

CREATE VIEW rpt_quality AS
SELECT q.run_id, r.started_at, q.check_name, q.severity, q.violations, q.example, q.violations = 0 AS passed
FROM quality_check q
JOIN etl_run r USING (run_id);
COMMENT ON VIEW rpt_quality IS 'Results of the quality checks by run.';
