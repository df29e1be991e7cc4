SELECT p.decision_id, p.outcome, p.flight_id, p.event_time, p.reason, p.rule, p.policy_revision, p.arm, p.load_factor,
       p.booked_seats, p.total_seats AS seats_then, p.minutes_to_departure, p.booking_velocity_per_day,
       p.target_fare_bucket, p.discount_percentage, p.valid_until, p.explanation::text AS explanation
FROM dim_flight f
JOIN fact_promotion p USING (flight_id)
WHERE f.flight_date = $1
ORDER BY p.flight_id, p.event_time, p.decision_id, p.outcome
