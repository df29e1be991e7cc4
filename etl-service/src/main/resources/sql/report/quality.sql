SELECT check_name, severity, violations, example, passed
FROM rpt_quality_now
ORDER BY passed, severity, check_name
LIMIT 100
