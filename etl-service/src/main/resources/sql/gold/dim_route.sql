SELECT route_id, origin_airport, destination_airport, distance_km
FROM dim_route
ORDER BY route_id
