CREATE TEMPORARY TABLE refreshed ON COMMIT DROP AS
WITH taken AS (DELETE FROM flight_to_refresh RETURNING flight_id)
SELECT flight_id FROM taken
