SELECT policy_revision, first_decided_at, last_decided_at, array_to_string(rules, ', ') AS rules
FROM dim_policy
ORDER BY policy_revision
