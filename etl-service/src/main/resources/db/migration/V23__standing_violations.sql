-- What a check found stays until its flight is looked at again, so that a run that brings nothing for it does not forget it.
-- What was found before this version, and not told since, is not carried over.
CREATE TABLE quality_violation (
  flight_id  text   NOT NULL,
  check_name text   NOT NULL,
  violations bigint NOT NULL CHECK (violations > 0),
  example    text   NOT NULL,
  PRIMARY KEY (flight_id, check_name)
);
COMMENT ON TABLE quality_violation IS 'What violates the checks now, by flight: as of the last run that brought something for the flight.';
COMMENT ON COLUMN quality_violation.flight_id IS 'The flight.';
COMMENT ON COLUMN quality_violation.check_name IS 'Name of the check; docs/warehouse.md says what each one asks.';
COMMENT ON COLUMN quality_violation.violations IS 'How many of its rows violate it.';
COMMENT ON COLUMN quality_violation.example IS 'Key of one of them.';

CREATE INDEX quality_check_by_name ON quality_check (check_name, run_id);
COMMENT ON TABLE quality_check IS 'What each check knew of after each run. A critical check that finds anything stops the publication of the run.';
COMMENT ON COLUMN quality_check.violations IS 'How many rows violate it, those of flights that the run brought nothing for included; 0 when it holds.';

CREATE VIEW rpt_quality_now AS
WITH RECURSIVE known (check_name) AS (
  -- From name to name by the index, however many results there are of each.
  (SELECT check_name FROM quality_check ORDER BY check_name LIMIT 1)
  UNION ALL
  SELECT (SELECT q.check_name FROM quality_check q WHERE q.check_name > known.check_name ORDER BY q.check_name LIMIT 1)
  FROM known
  WHERE known.check_name IS NOT NULL
)
SELECT q.run_id, r.started_at, q.check_name, q.severity, q.violations, q.example, q.violations = 0 AS passed
FROM known
CROSS JOIN LATERAL (
  SELECT * FROM quality_check latest WHERE latest.check_name = known.check_name ORDER BY latest.run_id DESC LIMIT 1
) q
JOIN etl_run r USING (run_id);
COMMENT ON VIEW rpt_quality_now IS 'The latest result of each quality check, and the run after which it was told: not every run asks each of them.';
COMMENT ON COLUMN rpt_quality_now.run_id IS 'See etl_run.';
COMMENT ON COLUMN rpt_quality_now.started_at IS 'Start, by the database''s clock (UTC).';
COMMENT ON COLUMN rpt_quality_now.check_name IS 'Name of the check; docs/warehouse.md says what each one asks.';
COMMENT ON COLUMN rpt_quality_now.severity IS 'CRITICAL when the warehouse contradicts itself; WARNING when it waits for something or was told something odd.';
COMMENT ON COLUMN rpt_quality_now.violations IS 'How many rows violate it; 0 when it holds.';
COMMENT ON COLUMN rpt_quality_now.example IS 'Key of one of them; null when it holds.';
COMMENT ON COLUMN rpt_quality_now.passed IS 'Whether nothing violates it.';
COMMENT ON COLUMN rpt_quality.violations IS 'How many rows violate it, those of flights that the run brought nothing for included; 0 when it holds.';
