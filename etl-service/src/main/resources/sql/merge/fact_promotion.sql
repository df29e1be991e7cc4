INSERT INTO fact_promotion AS known (
  decision_id, outcome, flight_id, event_time, reason, rule, policy_revision, arm, decision_source, load_factor,
  booked_seats, total_seats, minutes_to_departure, booking_velocity_per_day, target_fare_bucket, discount_percentage,
  valid_until, caused_by_topic, caused_by_partition, caused_by_offset, trace_id, explanation, source_partition,
  source_offset)
SELECT
  decision_id, outcome, flight_id, event_time, reason, rule, policy_revision, arm, decision_source, load_factor,
  booked_seats, total_seats, minutes_to_departure, booking_velocity_per_day, target_fare_bucket, discount_percentage,
  valid_until, caused_by_topic, caused_by_partition, caused_by_offset, trace_id, explanation::jsonb, source_partition,
  source_offset
FROM (
  SELECT DISTINCT ON (decision_id, outcome) * FROM staged_fact_promotion
  ORDER BY decision_id, outcome, event_time, source_partition, source_offset
) e
ON CONFLICT (decision_id, outcome) DO UPDATE SET
  flight_id = excluded.flight_id, event_time = excluded.event_time, reason = excluded.reason, rule = excluded.rule,
  policy_revision = excluded.policy_revision, arm = excluded.arm, decision_source = excluded.decision_source,
  load_factor = excluded.load_factor, booked_seats = excluded.booked_seats, total_seats = excluded.total_seats,
  minutes_to_departure = excluded.minutes_to_departure,
  booking_velocity_per_day = excluded.booking_velocity_per_day, target_fare_bucket = excluded.target_fare_bucket,
  discount_percentage = excluded.discount_percentage, valid_until = excluded.valid_until,
  caused_by_topic = excluded.caused_by_topic, caused_by_partition = excluded.caused_by_partition,
  caused_by_offset = excluded.caused_by_offset, trace_id = excluded.trace_id, explanation = excluded.explanation,
  source_partition = excluded.source_partition, source_offset = excluded.source_offset
WHERE (excluded.event_time, excluded.source_partition, excluded.source_offset)
    < (known.event_time, known.source_partition, known.source_offset)
