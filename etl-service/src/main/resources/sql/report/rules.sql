-- A row for each currency: of what an offer sold, else of the flight's bookings. Money of several is never added up.
WITH sold AS (
  SELECT promotion_id, count(*) AS seats, CASE WHEN min(currency) = max(currency) THEN sum(fare_paid) END AS revenue,
         CASE WHEN min(currency) = max(currency) THEN min(currency) END AS currency
  FROM fact_booking
  WHERE promotion_id IS NOT NULL AND cancelled_at IS NULL
  GROUP BY promotion_id
),
flight AS (
  SELECT flight_id, CASE WHEN min(currency) = max(currency) THEN min(currency) END AS currency
  FROM fact_booking
  WHERE flight_id IN (SELECT flight_id FROM fact_promotion)
  GROUP BY flight_id
)
SELECT p.rule, p.outcome, p.reason, count(*) AS decisions, count(DISTINCT p.flight_id) AS flights,
       avg(p.discount_percentage)::double precision AS mean_discount_percentage,
       coalesce(sum(sold.seats), 0)::bigint AS seats_sold, sum(sold.revenue)::double precision AS revenue,
       CASE WHEN sold.promotion_id IS NULL THEN flight.currency ELSE sold.currency END AS currency
FROM fact_promotion p
LEFT JOIN flight ON flight.flight_id = p.flight_id
LEFT JOIN sold ON sold.promotion_id = p.decision_id AND p.outcome = 'TRIGGERED'
WHERE p.outcome <> 'ENDED'
GROUP BY 1, 2, 3, 9
ORDER BY p.rule, decisions DESC, p.outcome, p.reason, currency
LIMIT 500
