-- Of every schedule ever told: by the last one alone it would depend on when the loader ran.
INSERT INTO dim_airport (airport_code)
SELECT DISTINCT code
FROM dim_flight_history JOIN refreshed USING (flight_id), unnest(ARRAY[origin_airport, destination_airport]) AS code
ON CONFLICT (airport_code) DO NOTHING
