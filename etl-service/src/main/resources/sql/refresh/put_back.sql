INSERT INTO flight_to_refresh (flight_id)
SELECT flight_id FROM refreshed
ORDER BY flight_id
ON CONFLICT (flight_id) DO NOTHING
