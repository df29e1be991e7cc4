-- Apart from the warehouse, so that nobody takes it for something that is known of real flights. A rebuild shares it: its
-- merges may be repeated.
CREATE SCHEMA IF NOT EXISTS simulation_truth;
COMMENT ON SCHEMA simulation_truth IS 'Simulated runs only: what would have been without promotions. For judging estimates, never for making them.';

CREATE TABLE IF NOT EXISTS simulation_truth.flight (
  flight_id                    text PRIMARY KEY,
  departed_at                  timestamptz    NOT NULL,
  total_seats                  integer        NOT NULL,
  offers                       integer        NOT NULL,
  booked_seats                 integer        NOT NULL,
  boarded_seats                integer        NOT NULL,
  revenue                      numeric(18, 4) NOT NULL,
  counterfactual_booked_seats  integer        NOT NULL,
  counterfactual_boarded_seats integer        NOT NULL,
  counterfactual_revenue       numeric(18, 4) NOT NULL,
  currency                     char(3)        NOT NULL,
  source_partition             integer        NOT NULL,
  source_offset                bigint         NOT NULL
);
COMMENT ON TABLE simulation_truth.flight IS 'How each simulated flight left, and how it would have left without promotions.';
COMMENT ON COLUMN simulation_truth.flight.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN simulation_truth.flight.departed_at IS 'Departure (UTC).';
COMMENT ON COLUMN simulation_truth.flight.total_seats IS 'Seats of all cabins.';
COMMENT ON COLUMN simulation_truth.flight.offers IS 'Promotions that its customers saw.';
COMMENT ON COLUMN simulation_truth.flight.booked_seats IS 'Seats sold and not cancelled.';
COMMENT ON COLUMN simulation_truth.flight.boarded_seats IS 'Of those, the ones whose passengers came.';
COMMENT ON COLUMN simulation_truth.flight.revenue IS 'Of the bookings that stand, in units of currency.';
COMMENT ON COLUMN simulation_truth.flight.counterfactual_booked_seats IS 'booked_seats without promotions.';
COMMENT ON COLUMN simulation_truth.flight.counterfactual_boarded_seats IS 'boarded_seats without promotions.';
COMMENT ON COLUMN simulation_truth.flight.counterfactual_revenue IS 'revenue without promotions.';
COMMENT ON COLUMN simulation_truth.flight.currency IS 'ISO 4217.';
COMMENT ON COLUMN simulation_truth.flight.source_partition IS 'Partition of simulation_truth that told it.';
COMMENT ON COLUMN simulation_truth.flight.source_offset IS 'Offset in that partition.';

CREATE TABLE IF NOT EXISTS simulation_truth.booking (
  booking_id                 text PRIMARY KEY,
  flight_id                  text           NOT NULL,
  event_time                 timestamptz    NOT NULL,
  segment                    text           NOT NULL,
  party_size                 integer        NOT NULL,
  willingness_to_pay         numeric(18, 4) NOT NULL,
  currency                   char(3)        NOT NULL,
  effect                     text           NOT NULL,
  fare_bucket                text,
  total_price                numeric(18, 4),
  counterfactual_fare_bucket text,
  counterfactual_total_price numeric(18, 4),
  source_partition           integer        NOT NULL,
  source_offset              bigint         NOT NULL
);
CREATE INDEX IF NOT EXISTS booking_by_flight ON simulation_truth.booking (flight_id);
COMMENT ON TABLE simulation_truth.booking IS 'What each simulated customer did, and would have done without promotions.';
COMMENT ON COLUMN simulation_truth.booking.booking_id IS 'Id of the booking; of none when effect is DISPLACED.';
COMMENT ON COLUMN simulation_truth.booking.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN simulation_truth.booking.event_time IS 'When the customer came (UTC).';
COMMENT ON COLUMN simulation_truth.booking.segment IS 'Such as BUSINESS.';
COMMENT ON COLUMN simulation_truth.booking.party_size IS 'Seats.';
COMMENT ON COLUMN simulation_truth.booking.willingness_to_pay IS 'The most for one seat, in units of currency.';
COMMENT ON COLUMN simulation_truth.booking.currency IS 'ISO 4217, of every price.';
COMMENT ON COLUMN simulation_truth.booking.effect IS 'NONE, INDUCED (bought only because of promotions), DILUTED (paid less), DEARER (paid more), DISPLACED (did not buy because of promotions).';
COMMENT ON COLUMN simulation_truth.booking.fare_bucket IS 'What was bought; null when nothing was.';
COMMENT ON COLUMN simulation_truth.booking.total_price IS 'What all passengers pay, in units of currency; null when nothing was bought.';
COMMENT ON COLUMN simulation_truth.booking.counterfactual_fare_bucket IS 'fare_bucket without promotions.';
COMMENT ON COLUMN simulation_truth.booking.counterfactual_total_price IS 'total_price without promotions.';
COMMENT ON COLUMN simulation_truth.booking.source_partition IS 'Partition of simulation_truth that told it.';
COMMENT ON COLUMN simulation_truth.booking.source_offset IS 'Offset in that partition.';

CREATE VIEW rpt_effect_against_truth AS
SELECT m.run_id, m.method, m.treated, m.holdout, m.currency, m.estimate, m.low, m.high, t.true_effect,
       t.true_effect BETWEEN m.low AND m.high AS covered
FROM rpt_promotion_effect m
CROSS JOIN LATERAL (
  SELECT avg(s.revenue - s.counterfactual_revenue)::double precision AS true_effect
  FROM simulation_truth.flight s
  JOIN fact_flight_outcome o USING (flight_id)
  WHERE o.arm = 'TREATED' AND o.outcome = 'DEPARTED' AND o.currency = m.currency AND o.offers > 0
) t
WHERE m.scope = 'ALL' AND m.outcome = 'REVENUE' AND t.true_effect IS NOT NULL;
COMMENT ON VIEW rpt_effect_against_truth IS 'Simulated runs only: the latest estimate of the effect on revenue per flight beside the true mean effect on the flights with offers.';

GRANT USAGE ON SCHEMA simulation_truth TO loadstream_report;
GRANT SELECT ON ALL TABLES IN SCHEMA simulation_truth TO loadstream_report;
