-- A cancelled booking has paid nothing: its currency does not make a flight one of several.
CREATE OR REPLACE VIEW rpt_flight AS
SELECT f.flight_id, f.airline_code, f.route_id, f.flight_date, f.scheduled_departure_time, f.status, f.total_seats,
       coalesce(b.booked_seats, 0) AS booked_seats, coalesce(b.cancelled_seats, 0) AS cancelled_seats,
       round(coalesce(b.booked_seats, 0)::numeric / f.total_seats, 3) AS load_factor,
       CASE WHEN b.low IS NOT DISTINCT FROM b.high THEN coalesce(b.revenue, 0) END AS revenue,
       CASE WHEN b.low = b.high THEN b.low
            WHEN b.booked_seats = 0 AND b.low_of_all = b.high_of_all THEN b.low_of_all END AS currency,
       coalesce(p.offers, 0) AS offers, coalesce(p.withheld, 0) AS offers_withheld
FROM dim_flight f
LEFT JOIN (
  SELECT flight_id, count(*) FILTER (WHERE cancelled_at IS NULL) AS booked_seats,
         count(*) FILTER (WHERE cancelled_at IS NOT NULL) AS cancelled_seats,
         sum(fare_paid) FILTER (WHERE cancelled_at IS NULL) AS revenue,
         min(currency) FILTER (WHERE cancelled_at IS NULL) AS low,
         max(currency) FILTER (WHERE cancelled_at IS NULL) AS high,
         min(currency) AS low_of_all, max(currency) AS high_of_all
  FROM fact_booking
  GROUP BY flight_id
) b USING (flight_id)
LEFT JOIN (
  SELECT flight_id, count(*) FILTER (WHERE outcome = 'TRIGGERED') AS offers,
         count(*) FILTER (WHERE outcome IN ('SUPPRESSED', 'HELD_OUT')) AS withheld
  FROM fact_promotion
  GROUP BY flight_id
) p USING (flight_id);
COMMENT ON COLUMN rpt_flight.currency IS 'ISO 4217, of its booked seats, or, when none is left, of those that were cancelled; null without any, or when they are in several.';
COMMENT ON COLUMN fact_flight_outcome.currency IS 'ISO 4217, of the revenue, or, when none is left, of the bookings that were cancelled; null without bookings or with several currencies.';

-- Outcomes that were left without revenue: the next run makes them anew.
INSERT INTO flight_to_refresh (flight_id)
SELECT flight_id FROM fact_flight_outcome WHERE revenue IS NULL
ON CONFLICT (flight_id) DO NOTHING;
