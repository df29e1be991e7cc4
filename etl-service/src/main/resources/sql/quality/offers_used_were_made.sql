SELECT b.flight_id, count(*), min(b.booking_id)
FROM flight_sales s
JOIN fact_booking b USING (flight_id)
LEFT JOIN fact_promotion p ON p.decision_id = b.promotion_id AND p.outcome = 'TRIGGERED'
WHERE s.offer_seats > 0 AND b.promotion_id IS NOT NULL AND p.decision_id IS NULL
GROUP BY b.flight_id
