-- Of each flight with an offer, the three past flights of its route without any that had sold most nearly the same share of
-- their seats at the last collection point before its first offer. Past: departed before that offer was made. Of the last $1
-- days of departures, and as many before each.
SELECT f.flight_id, m.partner_id, m.revenue, m.load_factor, m.booked_seats
FROM rpt_departed_flight f
JOIN LATERAL (
  SELECT minutes_to_departure, event_time
  FROM fact_promotion p
  WHERE p.flight_id = f.flight_id AND p.outcome = 'TRIGGERED'
  ORDER BY event_time, source_offset
  LIMIT 1
) first ON true
JOIN LATERAL (
  SELECT c.days_before, c.booked_seats::double precision / f.total_seats AS load_factor
  FROM fact_booking_curve c
  WHERE c.flight_id = f.flight_id AND c.days_before * 1440 >= first.minutes_to_departure
  ORDER BY c.days_before
  LIMIT 1
) point ON true
JOIN LATERAL (
  SELECT past.flight_id AS partner_id, past.revenue::double precision, past.load_factor::double precision,
         past.booked_seats::double precision
  FROM rpt_departed_flight past
  JOIN fact_booking_curve c ON c.flight_id = past.flight_id AND c.days_before = point.days_before
  WHERE past.route_id = f.route_id AND past.currency = f.currency AND past.offers = 0
    AND past.closed_at < first.event_time AND past.flight_date >= f.flight_date - $1::integer
  ORDER BY abs(c.booked_seats::double precision / past.total_seats - point.load_factor), past.flight_id
  LIMIT 3
) m ON true
WHERE f.flight_date > (SELECT max(flight_date) FROM fact_flight_outcome WHERE outcome = 'DEPARTED') - $1::integer
ORDER BY f.flight_id, m.partner_id
