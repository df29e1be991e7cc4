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
FROM unnest(
  $1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
  $10::double precision[], $11::integer[], $12::integer[], $13::bigint[], $14::double precision[], $15::text[],
  $16::double precision[], $17::timestamptz[], $18::text[], $19::integer[], $20::bigint[], $21::text[], $22::text[],
  $23::integer[], $24::bigint[]
) AS e (
  decision_id, outcome, flight_id, event_time, reason, rule, policy_revision, arm, decision_source, load_factor,
  booked_seats, total_seats, minutes_to_departure, booking_velocity_per_day, target_fare_bucket, discount_percentage,
  valid_until, caused_by_topic, caused_by_partition, caused_by_offset, trace_id, explanation, source_partition,
  source_offset)
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
