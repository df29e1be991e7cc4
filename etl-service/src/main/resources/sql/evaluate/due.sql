-- Nobody says that it is due anew while it is estimated.
SELECT due_since IS NOT NULL AND ($1 OR estimated_at IS NULL OR estimated_at <= now() - make_interval(secs => $2)) AS due
FROM effect_estimate
FOR UPDATE
