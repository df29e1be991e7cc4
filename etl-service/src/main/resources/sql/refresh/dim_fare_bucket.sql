INSERT INTO dim_fare_bucket (fare_bucket)
SELECT fare_bucket FROM fact_booking JOIN refreshed USING (flight_id)
UNION
SELECT fare_bucket FROM fact_inventory_snapshot JOIN refreshed USING (flight_id)
ON CONFLICT (fare_bucket) DO NOTHING
