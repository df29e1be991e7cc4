SELECT check_name, sum(violations)::bigint AS violations, min(example) AS example
FROM quality_violation
GROUP BY check_name
