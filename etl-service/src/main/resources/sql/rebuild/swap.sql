-- Runs, their checks and their estimates are not in the lake: they are taken along.
INSERT INTO dw_rebuild.etl_run OVERRIDING SYSTEM VALUE SELECT * FROM dw.etl_run;
SELECT setval(pg_get_serial_sequence('dw_rebuild.etl_run', 'run_id'), (SELECT max(run_id) FROM dw.etl_run));
INSERT INTO dw_rebuild.quality_check SELECT * FROM dw.quality_check ON CONFLICT DO NOTHING;
INSERT INTO dw_rebuild.mart_promotion_effect SELECT * FROM dw.mart_promotion_effect ON CONFLICT DO NOTHING;
INSERT INTO dw_rebuild_truth.true_effect SELECT * FROM simulation_truth.true_effect ON CONFLICT DO NOTHING;
-- Dates of flights that are gone: their gold is out of date, too.
INSERT INTO dw_rebuild.gold_to_export (flight_date)
SELECT flight_date FROM dw.dim_flight WHERE flight_date IS NOT NULL
UNION
SELECT flight_date FROM dw.gold_to_export
ON CONFLICT (flight_date) DO NOTHING;
DROP SCHEMA dw CASCADE;
DROP SCHEMA simulation_truth CASCADE;
ALTER SCHEMA dw_rebuild RENAME TO dw;
ALTER SCHEMA dw_rebuild_truth RENAME TO simulation_truth;
