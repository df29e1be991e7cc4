SELECT check_name, severity, violations, example, passed
FROM rpt_quality
WHERE run_id = (SELECT max(run_id) FROM quality_check)
ORDER BY passed, severity, check_name
LIMIT 100
