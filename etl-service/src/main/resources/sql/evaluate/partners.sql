-- Of each flight of $2 with an offer, the three past flights of its route without any that had sold most nearly the same share
-- of their seats at the last collection point before its first offer. Past: departed in the $1 days
-- before that offer was made. Collection points are days before the departure as last scheduled, which may be later than the offer knew: it
-- is their instant that must not lie behind the offer's.
SELECT f.flight_id, m.partner_id, m.revenue, m.load_factor, m.booked_seats
FROM unnest($2::text[]) AS promoted (flight_id)
JOIN rpt_departed_flight f USING (flight_id)
JOIN dim_flight d USING (flight_id)
JOIN LATERAL (
  SELECT event_time
  FROM fact_promotion p
  WHERE p.flight_id = f.flight_id AND p.outcome = 'TRIGGERED'
  ORDER BY event_time, source_offset
  LIMIT 1
) first ON true
JOIN LATERAL (
  SELECT c.days_before, c.booked_seats::double precision / f.total_seats AS load_factor
  FROM fact_booking_curve c
  WHERE c.flight_id = f.flight_id
    AND d.scheduled_departure_time - c.days_before * interval '1 day' <= first.event_time
  ORDER BY c.days_before
  LIMIT 1
) point ON true
JOIN LATERAL (
  SELECT past.flight_id AS partner_id, past.revenue::double precision, past.load_factor::double precision,
         past.booked_seats::double precision
  FROM rpt_departed_flight past
  JOIN fact_booking_curve c ON c.flight_id = past.flight_id AND c.days_before = point.days_before
  WHERE past.route_id = f.route_id AND past.currency = f.currency AND past.offers = 0
    AND past.closed_at < first.event_time AND past.closed_at >= first.event_time - make_interval(days => $1::integer)
  ORDER BY abs(c.booked_seats::double precision / past.total_seats - point.load_factor), past.flight_id
  LIMIT 3
) m ON true
ORDER BY f.flight_id, m.partner_id
