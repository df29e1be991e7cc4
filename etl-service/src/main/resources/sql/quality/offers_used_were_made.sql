SELECT count(*), min(b.booking_id)
FROM fact_booking b
JOIN refreshed USING (flight_id)
LEFT JOIN fact_promotion p ON p.decision_id = b.promotion_id AND p.outcome = 'TRIGGERED'
WHERE b.promotion_id IS NOT NULL AND p.decision_id IS NULL
