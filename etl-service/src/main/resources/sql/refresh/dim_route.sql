INSERT INTO dim_route (route_id, origin_airport, destination_airport, distance_km)
SELECT DISTINCT f.route_id, f.origin_airport, f.destination_airport,
       2 * 6371 * asin(least(1, sqrt(
         sin(radians(d.latitude - o.latitude) / 2) ^ 2
         + cos(radians(o.latitude)) * cos(radians(d.latitude)) * sin(radians(d.longitude - o.longitude) / 2) ^ 2)))
FROM dim_flight f
JOIN refreshed USING (flight_id)
JOIN dim_airport o ON o.airport_code = f.origin_airport
JOIN dim_airport d ON d.airport_code = f.destination_airport
ON CONFLICT (route_id) DO NOTHING
