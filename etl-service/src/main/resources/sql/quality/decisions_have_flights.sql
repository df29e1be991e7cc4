SELECT p.flight_id, count(*), min(p.decision_id)
FROM fact_promotion p
JOIN refreshed USING (flight_id)
LEFT JOIN dim_flight f USING (flight_id)
WHERE f.scheduled_departure_time IS NULL
GROUP BY p.flight_id
