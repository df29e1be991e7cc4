CREATE TABLE effect_estimate (
  one          boolean     PRIMARY KEY DEFAULT true CHECK (one),
  due_since    timestamptz,
  estimated_at timestamptz
);
COMMENT ON TABLE effect_estimate IS 'When the effects of promotions were estimated, and whether they are to be estimated anew; no row or one.';
COMMENT ON COLUMN effect_estimate.one IS 'Always true.';
COMMENT ON COLUMN effect_estimate.due_since IS 'When a run first changed what a flight came to after the last estimate (UTC); null when nothing has changed.';
COMMENT ON COLUMN effect_estimate.estimated_at IS 'When the last estimate was made (UTC); null when there was none.';

-- What is estimated has changed with this version.
INSERT INTO effect_estimate (due_since) SELECT now() WHERE EXISTS (SELECT FROM fact_flight_outcome);
