ALTER TABLE etl_run ADD COLUMN from_date date;
ALTER TABLE etl_run ADD COLUMN to_date date;
ALTER TABLE etl_run ADD CHECK ((from_date IS NULL) = (to_date IS NULL) AND (from_date IS NULL OR kind = 'REBUILD'));
COMMENT ON COLUMN etl_run.kind IS 'LOAD takes what is new in the lake; REBUILD reads the whole lake into a new schema, all flights or those of some dates.';
COMMENT ON COLUMN etl_run.from_date IS 'First date of departure (UTC) whose flights were rebuilt; null when all were, and for a LOAD.';
COMMENT ON COLUMN etl_run.to_date IS 'Last of these dates, inclusive.';

CREATE OR REPLACE VIEW rpt_run AS
SELECT run_id, kind, trigger, status, started_at, extract(epoch FROM finished_at - started_at) AS seconds,
       (SELECT sum(value::bigint) FROM jsonb_each_text(events)) AS events, rejected, published, error, from_date, to_date
FROM etl_run;
