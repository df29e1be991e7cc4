INSERT INTO flight AS known (
  flight_id, departed_at, total_seats, offers, booked_seats, boarded_seats, revenue, counterfactual_booked_seats,
  counterfactual_boarded_seats, counterfactual_revenue, currency, spilled_seats, counterfactual_spilled_seats,
  source_partition, source_offset)
SELECT * FROM (
  SELECT DISTINCT ON (flight_id) * FROM staged_truth_flight
  ORDER BY flight_id, departed_at, source_partition, source_offset
) e
ON CONFLICT (flight_id) DO UPDATE SET
  departed_at = excluded.departed_at, total_seats = excluded.total_seats, offers = excluded.offers,
  booked_seats = excluded.booked_seats, boarded_seats = excluded.boarded_seats, revenue = excluded.revenue,
  counterfactual_booked_seats = excluded.counterfactual_booked_seats,
  counterfactual_boarded_seats = excluded.counterfactual_boarded_seats,
  counterfactual_revenue = excluded.counterfactual_revenue, currency = excluded.currency,
  spilled_seats = excluded.spilled_seats, counterfactual_spilled_seats = excluded.counterfactual_spilled_seats,
  source_partition = excluded.source_partition, source_offset = excluded.source_offset
WHERE (excluded.departed_at, excluded.source_partition, excluded.source_offset)
    < (known.departed_at, known.source_partition, known.source_offset)
