INSERT INTO dim_airport (airport_code)
SELECT DISTINCT code
FROM dim_flight JOIN refreshed USING (flight_id), unnest(ARRAY[origin_airport, destination_airport]) AS code
WHERE code IS NOT NULL
ON CONFLICT (airport_code) DO NOTHING
