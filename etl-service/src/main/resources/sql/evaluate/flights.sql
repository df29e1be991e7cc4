-- Flights of the last $1 days of departures that a rule fired for, with what was known of them at their first decision.
SELECT e.flight_id, e.arm = 'TREATED' AS treated, e.revenue::double precision, e.load_factor::double precision,
       e.rule, e.route_id, e.band, e.currency, b.seats_before::double precision, e.booked_seats::double precision,
       e.offer_seats::double precision, b.discount_given::double precision
FROM rpt_evaluated_flight e
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE b.booked_at < e.first_decided_at
                            AND (b.cancelled_at IS NULL OR b.cancelled_at >= e.first_decided_at)) AS seats_before,
         coalesce(sum(b.fare_paid * p.discount_percentage::numeric / (100 - p.discount_percentage::numeric))
                  FILTER (WHERE b.cancelled_at IS NULL AND p.discount_percentage < 100), 0) AS discount_given
  FROM fact_booking b
  LEFT JOIN fact_promotion p ON p.decision_id = b.promotion_id AND p.outcome = 'TRIGGERED'
  WHERE b.flight_id = e.flight_id
) b
WHERE e.flight_date > (SELECT max(flight_date) FROM fact_flight_outcome WHERE outcome = 'DEPARTED') - $1::integer
ORDER BY e.flight_id
