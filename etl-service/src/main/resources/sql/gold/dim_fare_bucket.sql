SELECT fare_bucket
FROM dim_fare_bucket
ORDER BY fare_bucket
