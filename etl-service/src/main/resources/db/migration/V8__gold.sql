CREATE TABLE gold_to_export (
  flight_date date PRIMARY KEY
);
COMMENT ON TABLE gold_to_export IS 'Dates whose gold tables in the lake are out of date; empty after a run that was published.';
COMMENT ON COLUMN gold_to_export.flight_date IS 'Date of departure (UTC).';
