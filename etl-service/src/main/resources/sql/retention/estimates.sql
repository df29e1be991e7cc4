-- Of estimates older than a day, the last one of each day (UTC) is kept.
DELETE FROM mart_promotion_effect
WHERE run_id IN (
  SELECT run_id
  FROM (
    SELECT run_id, started_at, max(run_id) OVER (PARTITION BY (started_at AT TIME ZONE 'UTC')::date) AS last_of_day
    FROM etl_run
    WHERE run_id IN (SELECT run_id FROM mart_promotion_effect)
  ) estimated
  WHERE run_id < last_of_day AND started_at < clock_timestamp() - interval '1 day'
)
