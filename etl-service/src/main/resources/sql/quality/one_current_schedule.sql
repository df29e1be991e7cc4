SELECT count(*), min(flight_id)
FROM (
  SELECT flight_id
  FROM dim_flight_history JOIN refreshed USING (flight_id)
  GROUP BY flight_id
  HAVING count(*) FILTER (WHERE is_current) <> 1
) violating
