-- By flight first: one index serves the key and every question about a flight, events of one load fall into few of its
-- pages, and a flight's rows are the business of one partition alone.
ALTER TABLE fact_booking DROP CONSTRAINT fact_booking_pkey;
DROP INDEX fact_booking_by_flight;
ALTER TABLE fact_booking ADD PRIMARY KEY (flight_id, booking_id, passenger_id);
COMMENT ON TABLE fact_booking IS 'Seats sold: one row per flight, booking and passenger. A booking told more than once counts as first told.';

ALTER TABLE booking_cancellation DROP CONSTRAINT booking_cancellation_pkey;
ALTER TABLE booking_cancellation ADD PRIMARY KEY (flight_id, booking_id);

-- In double precision, which has microseconds to spare and is cheaper than numeric.
CREATE OR REPLACE FUNCTION minutes_to_departure(departure timestamptz, at_time timestamptz) RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN greatest(0, floor(date_part('epoch', departure - at_time) / 60))::bigint;
