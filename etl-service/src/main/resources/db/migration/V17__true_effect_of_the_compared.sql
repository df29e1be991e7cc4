ALTER TABLE mart_promotion_effect ADD COLUMN relevant_effect double precision;
COMMENT ON COLUMN mart_promotion_effect.relevant_effect IS 'From which size on an effect matters: a share (setting) of the mean of the flights compared with, in units of the outcome. Null in estimates from before it was asked.';
COMMENT ON COLUMN mart_promotion_effect.underpowered IS 'Whether minimum_detectable is larger than relevant_effect: so few flights often miss an effect that matters, and overstate one that they find. Where relevant_effect is null, whether the estimate is smaller than minimum_detectable.';
COMMENT ON COLUMN mart_promotion_effect.treated IS 'Flights whose first decision names them as treated, whether an offer could be made or not. MATCHED: flights with offers that have past flights to compare with.';

-- Beside the truth of the flights: an estimate is judged by the flights that it compared, which are known when it is made.
CREATE TABLE ${truth}.true_effect (
  run_id      bigint           NOT NULL,
  method      text             NOT NULL,
  scope       text             NOT NULL,
  scope_value text             NOT NULL,
  outcome     text             NOT NULL,
  currency    text             NOT NULL,
  flights     integer          NOT NULL CHECK (flights > 0),
  effect      double precision NOT NULL,
  PRIMARY KEY (run_id, method, scope, scope_value, outcome, currency),
  FOREIGN KEY (run_id, method, scope, scope_value, outcome, currency) REFERENCES mart_promotion_effect ON DELETE CASCADE
);
COMMENT ON TABLE ${truth}.true_effect IS 'The true mean effect on the flights that an estimate of mart_promotion_effect is about, as known when it was made.';
COMMENT ON COLUMN ${truth}.true_effect.run_id IS 'This and the next five columns: the estimate; see mart_promotion_effect.';
COMMENT ON COLUMN ${truth}.true_effect.method IS 'Such as HOLDOUT.';
COMMENT ON COLUMN ${truth}.true_effect.scope IS 'Such as ROUTE.';
COMMENT ON COLUMN ${truth}.true_effect.scope_value IS 'Which of them.';
COMMENT ON COLUMN ${truth}.true_effect.outcome IS 'REVENUE or LOAD_FACTOR.';
COMMENT ON COLUMN ${truth}.true_effect.currency IS 'ISO 4217.';
COMMENT ON COLUMN ${truth}.true_effect.flights IS 'Of the treated flights of the estimate, those whose truth was known.';
COMMENT ON COLUMN ${truth}.true_effect.effect IS 'Mean over these, in units of the outcome: as it was, less as it would have been without offers.';
GRANT SELECT ON ${truth}.true_effect TO loadstream_report;

DROP VIEW rpt_effect_against_truth;
DROP VIEW rpt_promotion_effect;

CREATE VIEW rpt_promotion_effect AS
SELECT m.*, r.started_at AS estimated_at
FROM mart_promotion_effect m
JOIN etl_run r USING (run_id)
WHERE m.run_id = (SELECT max(run_id) FROM mart_promotion_effect);
COMMENT ON VIEW rpt_promotion_effect IS 'The latest estimate of what promotions were worth.';

CREATE VIEW rpt_effect_against_truth AS
SELECT m.run_id, m.method, m.scope, m.scope_value, m.outcome, m.currency, m.treated, m.holdout, m.estimate, m.low, m.high,
       t.flights AS true_of, t.effect AS true_effect, t.effect BETWEEN m.low AND m.high AS covered
FROM rpt_promotion_effect m
JOIN ${truth}.true_effect t USING (run_id, method, scope, scope_value, outcome, currency);
COMMENT ON VIEW rpt_effect_against_truth IS 'Simulated runs only: the latest estimates beside the true mean effect on the treated flights that they are about; true_of says of how many of these it is known.';
GRANT SELECT ON rpt_promotion_effect, rpt_effect_against_truth TO loadstream_report;
COMMENT ON COLUMN rpt_promotion_effect.estimated_at IS 'Start of the run after which it was estimated (UTC).';
COMMENT ON COLUMN rpt_effect_against_truth.true_of IS 'Of the treated flights of the estimate, those whose truth was known.';
COMMENT ON COLUMN rpt_effect_against_truth.true_effect IS 'Mean over these, in units of the outcome: as it was, less as it would have been without offers.';
COMMENT ON COLUMN rpt_effect_against_truth.covered IS 'Whether the interval holds the true effect.';

DO $$
DECLARE
  same record;
BEGIN
  FOR same IN
    SELECT v.relname, a.attname, col_description(t.oid, b.attnum) AS meaning
    FROM pg_class v
    JOIN pg_class t ON t.relname = 'mart_promotion_effect' AND t.relnamespace = v.relnamespace
    JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
    JOIN pg_attribute b ON b.attrelid = t.oid AND b.attname = a.attname
    WHERE v.relname IN ('rpt_promotion_effect', 'rpt_effect_against_truth') AND v.relnamespace = current_schema()::regnamespace
      AND col_description(v.oid, a.attnum) IS NULL AND col_description(t.oid, b.attnum) IS NOT NULL
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', same.relname, same.attname, same.meaning);
  END LOOP;
END
$$;
