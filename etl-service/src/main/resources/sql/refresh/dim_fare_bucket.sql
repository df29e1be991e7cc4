INSERT INTO dim_fare_bucket (fare_bucket)
SELECT b.fare_bucket FROM fact_booking b JOIN flight_sales s USING (flight_id) WHERE s.has_new_fare_buckets
UNION
SELECT fare_bucket FROM fact_inventory_snapshot JOIN refreshed USING (flight_id)
ON CONFLICT (fare_bucket) DO NOTHING
