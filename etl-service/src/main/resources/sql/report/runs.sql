SELECT run_id, kind, trigger, status, started_at, seconds::double precision AS seconds, events::bigint AS events, rejected, published, error
FROM rpt_run
ORDER BY run_id DESC
LIMIT 20
