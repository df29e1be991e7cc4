INSERT INTO dim_route (route_id, origin_airport, destination_airport, distance_km)
SELECT DISTINCT h.origin_airport || '-' || h.destination_airport, h.origin_airport, h.destination_airport,
       2 * 6371 * asin(least(1, sqrt(
         sin(radians(d.latitude - o.latitude) / 2) ^ 2
         + cos(radians(o.latitude)) * cos(radians(d.latitude)) * sin(radians(d.longitude - o.longitude) / 2) ^ 2)))
FROM dim_flight_history h
JOIN refreshed USING (flight_id)
JOIN dim_airport o ON o.airport_code = h.origin_airport
JOIN dim_airport d ON d.airport_code = h.destination_airport
ON CONFLICT (route_id) DO NOTHING
