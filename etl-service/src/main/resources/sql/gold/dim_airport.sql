SELECT airport_code, city, country_code, latitude, longitude
FROM dim_airport
ORDER BY airport_code
