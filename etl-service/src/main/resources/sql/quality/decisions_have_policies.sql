SELECT p.flight_id, count(*), min(p.decision_id)
FROM fact_promotion p
JOIN refreshed USING (flight_id)
LEFT JOIN dim_policy d USING (policy_revision)
WHERE p.outcome <> 'ENDED' AND d.policy_revision IS NULL
GROUP BY p.flight_id
