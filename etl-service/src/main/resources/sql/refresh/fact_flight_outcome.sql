INSERT INTO fact_flight_outcome AS known (
  flight_id, outcome, closed_at, flight_date, route_id, total_seats, booked_seats, cancelled_seats, load_factor,
  currency, revenue, yield_per_km, rask, offers, offer_seats, offer_revenue, arm, displaced_seats,
  spilled_seats)
SELECT
  f.flight_id, f.status, CASE f.status WHEN 'DEPARTED' THEN f.departed_at ELSE f.cancelled_at END, f.flight_date,
  f.route_id, f.total_seats, b.booked_seats, b.cancelled_seats, round(b.booked_seats::numeric / f.total_seats, 3),
  b.currency, b.revenue, b.revenue / nullif(b.booked_seats * r.distance_km, 0),
  b.revenue / nullif(f.total_seats * r.distance_km, 0), p.offers, b.offer_seats, b.offer_revenue,
  coalesce(p.arm, 'NONE'), t.displaced_seats, t.spilled_seats
FROM dim_flight f
JOIN refreshed USING (flight_id)
JOIN dim_route r ON r.route_id = f.route_id
CROSS JOIN LATERAL (
  SELECT
    count(*) FILTER (WHERE cancelled_at IS NULL) AS booked_seats,
    count(*) FILTER (WHERE cancelled_at IS NOT NULL) AS cancelled_seats,
    count(promotion_id) FILTER (WHERE cancelled_at IS NULL) AS offer_seats,
    -- Money is that of what stands; where nothing does, what was cancelled tells which currency none was earned in.
    CASE WHEN count(DISTINCT currency) FILTER (WHERE cancelled_at IS NULL) = 1
      THEN min(currency) FILTER (WHERE cancelled_at IS NULL)
      WHEN count(*) = count(cancelled_at) AND count(DISTINCT currency) = 1 THEN min(currency) END AS currency,
    CASE WHEN count(DISTINCT currency) FILTER (WHERE cancelled_at IS NULL) <= 1
      THEN coalesce(sum(fare_paid) FILTER (WHERE cancelled_at IS NULL), 0) END AS revenue,
    CASE WHEN count(DISTINCT currency) FILTER (WHERE cancelled_at IS NULL) <= 1
      THEN coalesce(sum(fare_paid) FILTER (WHERE cancelled_at IS NULL AND promotion_id IS NOT NULL), 0)
    END AS offer_revenue
  FROM fact_booking
  WHERE flight_id = f.flight_id
) b
CROSS JOIN LATERAL (
  -- A flight keeps its arm for ever; should two policies disagree, the first decision counts.
  SELECT count(*) FILTER (WHERE outcome = 'TRIGGERED') AS offers,
         (array_agg(arm ORDER BY event_time, source_offset) FILTER (WHERE arm IS NOT NULL))[1] AS arm
  FROM fact_promotion
  WHERE flight_id = f.flight_id
) p
LEFT JOIN LATERAL (
  SELECT (SELECT coalesce(sum(party_size), 0) FROM booking
          WHERE flight_id = f.flight_id AND effect = 'DISPLACED') AS displaced_seats,
         spilled_seats
  FROM flight
  WHERE flight_id = f.flight_id
) t ON true
WHERE f.status <> 'SCHEDULED' AND f.scheduled_departure_time IS NOT NULL
ON CONFLICT (flight_id) DO UPDATE SET
  outcome = excluded.outcome, closed_at = excluded.closed_at, flight_date = excluded.flight_date,
  route_id = excluded.route_id, total_seats = excluded.total_seats, booked_seats = excluded.booked_seats,
  cancelled_seats = excluded.cancelled_seats, load_factor = excluded.load_factor, currency = excluded.currency,
  revenue = excluded.revenue, yield_per_km = excluded.yield_per_km, rask = excluded.rask, offers = excluded.offers,
  offer_seats = excluded.offer_seats, offer_revenue = excluded.offer_revenue, arm = excluded.arm,
  displaced_seats = excluded.displaced_seats, spilled_seats = excluded.spilled_seats
