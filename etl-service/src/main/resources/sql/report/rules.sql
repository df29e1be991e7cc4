SELECT p.rule, p.outcome, p.reason, count(*) AS decisions, count(DISTINCT p.flight_id) AS flights,
       avg(p.discount_percentage)::double precision AS mean_discount_percentage,
       coalesce(sum(b.seats), 0)::bigint AS seats_sold, sum(b.revenue)::double precision AS revenue, min(b.currency) AS currency
FROM fact_promotion p
LEFT JOIN (
  SELECT promotion_id, count(*) AS seats, sum(fare_paid) AS revenue, min(currency) AS currency
  FROM fact_booking
  WHERE promotion_id IS NOT NULL AND cancelled_at IS NULL
  GROUP BY promotion_id
) b ON b.promotion_id = p.decision_id AND p.outcome = 'TRIGGERED'
WHERE p.outcome <> 'ENDED'
GROUP BY p.rule, p.outcome, p.reason
ORDER BY p.rule, decisions DESC
LIMIT 500
