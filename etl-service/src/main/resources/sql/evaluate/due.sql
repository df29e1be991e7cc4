-- Nobody says that it is due anew while it is estimated. One that failed is not tried again sooner than one that did not.
SELECT due_since IS NOT NULL
       AND ($1 OR coalesce(greatest(estimated_at, failed_at) <= now() - make_interval(secs => $2), true)) AS due
FROM effect_estimate
FOR UPDATE
