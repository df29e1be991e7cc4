-- Null while the departure is not known, as it was always meant: greatest() passes over what is null, and gave 0.
CREATE OR REPLACE FUNCTION minutes_to_departure(departure timestamptz, at_time timestamptz) RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN departure IS NOT NULL THEN greatest(0, floor(date_part('epoch', departure - at_time) / 60))::bigint
  END;

UPDATE fact_booking SET minutes_to_departure = NULL, days_to_departure = NULL
WHERE flight_date IS NULL AND minutes_to_departure IS NOT NULL;
