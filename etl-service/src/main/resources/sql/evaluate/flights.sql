-- Departed flights that a rule fired for, with what was known of them at their first decision.
SELECT o.flight_id, o.arm = 'TREATED' AS treated, o.revenue::double precision, o.load_factor::double precision,
       first.rule, o.route_id,
       CASE WHEN first.minutes_to_departure < 1440 THEN 'under 1 day'
            WHEN first.minutes_to_departure < 10080 THEN '1 to 6 days'
            WHEN first.minutes_to_departure < 30240 THEN '7 to 20 days'
            ELSE '21 days and more' END AS band,
       o.currency,
       (SELECT count(*) FROM fact_booking b
        WHERE b.flight_id = o.flight_id AND b.booked_at < first.event_time
          AND (b.cancelled_at IS NULL OR b.cancelled_at >= first.event_time))::double precision AS seats_before,
       o.booked_seats::double precision, o.total_seats::double precision, o.offer_seats::double precision,
       coalesce((SELECT sum(b.fare_paid * p.discount_percentage::numeric / (100 - p.discount_percentage::numeric))
        FROM fact_booking b
        JOIN fact_promotion p ON p.decision_id = b.promotion_id AND p.outcome = 'TRIGGERED'
        WHERE b.flight_id = o.flight_id AND b.cancelled_at IS NULL AND p.discount_percentage < 100), 0)
         ::double precision AS discount_given
FROM fact_flight_outcome o
JOIN LATERAL (
  SELECT rule, minutes_to_departure, event_time
  FROM fact_promotion p
  WHERE p.flight_id = o.flight_id AND p.outcome IN ('TRIGGERED', 'HELD_OUT')
  ORDER BY event_time, source_offset
  LIMIT 1
) first ON true
WHERE o.outcome = 'DEPARTED' AND o.revenue IS NOT NULL AND o.currency IS NOT NULL AND o.arm <> 'NONE'
ORDER BY o.flight_id
