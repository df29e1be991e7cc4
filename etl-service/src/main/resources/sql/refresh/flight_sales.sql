-- One look at each booking of the refreshed flights for all that is asked of them.
CREATE UNLOGGED TABLE flight_sales AS
SELECT
  r.flight_id,
  count(b.flight_id) FILTER (WHERE b.cancelled_at IS NULL) AS booked_seats,
  count(b.cancelled_at) AS cancelled_seats,
  count(b.promotion_id) AS offer_seats,
  count(*) FILTER (
    WHERE b.flight_id IS NOT NULL
      AND (b.minutes_to_departure IS DISTINCT FROM minutes_to_departure(r.departs_at, b.booked_at)
        OR b.flight_date IS DISTINCT FROM r.departs_on)
  ) AS wrong_departures,
  min(r.counted_seats) AS counted_seats,
  count(*) FILTER (
    WHERE b.booked_at <= r.counted_at AND (b.cancelled_at IS NULL OR b.cancelled_at > r.counted_at)
  ) AS seats_when_counted,
  coalesce(bool_or(b.fare_bucket NOT IN (SELECT fare_bucket FROM dim_fare_bucket)), false) AS has_new_fare_buckets
FROM refreshed r
LEFT JOIN fact_booking b ON b.flight_id = r.flight_id
GROUP BY r.flight_id
