INSERT INTO flight_to_refresh (flight_id)
SELECT flight_id FROM touched
ORDER BY flight_id
-- Writes the row although nothing changes: a refresh that is under way then waits for this transaction, or this one for it.
ON CONFLICT (flight_id) DO UPDATE SET flight_id = excluded.flight_id
