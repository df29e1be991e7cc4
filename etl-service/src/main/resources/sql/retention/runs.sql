-- Whatever their age, the last run, the last result of each check and the last estimate are kept: the reports show them.
WITH old AS (
  DELETE FROM etl_run
  WHERE started_at < clock_timestamp() - make_interval(secs => $1) AND status <> 'RUNNING'
    AND run_id < (SELECT max(run_id) FROM etl_run)
    AND run_id NOT IN (SELECT run_id FROM rpt_quality_now)
    AND run_id IS DISTINCT FROM (SELECT max(run_id) FROM mart_promotion_effect)
  RETURNING run_id
), checks AS (
  DELETE FROM quality_check WHERE run_id IN (SELECT run_id FROM old)
), estimates AS (
  DELETE FROM mart_promotion_effect WHERE run_id IN (SELECT run_id FROM old)
)
SELECT count(*) FROM old
