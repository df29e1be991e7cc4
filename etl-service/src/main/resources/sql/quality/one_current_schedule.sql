SELECT flight_id, 1::bigint, flight_id
FROM dim_flight_history JOIN refreshed USING (flight_id)
GROUP BY flight_id
HAVING count(*) FILTER (WHERE is_current) <> 1
