-- Until now a rebuild merged into the tables that everybody read. Each warehouse has a truth of its own from here on:
-- `simulation_truth` beside `dw`, and a shadow beside the shadow schema, with which it is swapped in.
CREATE SCHEMA IF NOT EXISTS ${truth};
COMMENT ON SCHEMA ${truth} IS 'Simulated runs only: what would have been without promotions. For judging estimates, never for making them.';

CREATE TABLE IF NOT EXISTS ${truth}.flight (LIKE simulation_truth.flight INCLUDING ALL);
COMMENT ON TABLE ${truth}.flight IS 'How each simulated flight left, and how it would have left without promotions.';
CREATE TABLE IF NOT EXISTS ${truth}.booking (LIKE simulation_truth.booking INCLUDING ALL);
COMMENT ON TABLE ${truth}.booking IS 'What each simulated customer did, and would have done without promotions.';

CREATE OR REPLACE VIEW rpt_effect_against_truth AS
SELECT m.run_id, m.method, m.treated, m.holdout, m.currency, m.estimate, m.low, m.high, t.true_effect,
       t.true_effect BETWEEN m.low AND m.high AS covered
FROM rpt_promotion_effect m
CROSS JOIN LATERAL (
  SELECT avg(s.revenue - s.counterfactual_revenue)::double precision AS true_effect
  FROM ${truth}.flight s
  JOIN fact_flight_outcome o USING (flight_id)
  WHERE o.arm = 'TREATED' AND o.outcome = 'DEPARTED' AND o.currency = m.currency AND o.offers > 0
) t
WHERE m.scope = 'ALL' AND m.outcome = 'REVENUE' AND t.true_effect IS NOT NULL;

GRANT USAGE ON SCHEMA ${truth} TO loadstream_report;
GRANT SELECT ON ALL TABLES IN SCHEMA ${truth} TO loadstream_report;
