INSERT INTO booking AS known (
  booking_id, flight_id, event_time, segment, party_size, willingness_to_pay, currency, effect, fare_bucket,
  total_price, counterfactual_fare_bucket, counterfactual_total_price, source_partition, source_offset)
SELECT * FROM (
  SELECT DISTINCT ON (booking_id) * FROM staged_truth_booking
  ORDER BY booking_id, event_time, source_partition, source_offset
) e
ON CONFLICT (booking_id) DO UPDATE SET
  flight_id = excluded.flight_id, event_time = excluded.event_time, segment = excluded.segment,
  party_size = excluded.party_size, willingness_to_pay = excluded.willingness_to_pay, currency = excluded.currency,
  effect = excluded.effect, fare_bucket = excluded.fare_bucket, total_price = excluded.total_price,
  counterfactual_fare_bucket = excluded.counterfactual_fare_bucket,
  counterfactual_total_price = excluded.counterfactual_total_price, source_partition = excluded.source_partition,
  source_offset = excluded.source_offset
WHERE (excluded.event_time, excluded.source_partition, excluded.source_offset)
    < (known.event_time, known.source_partition, known.source_offset)
