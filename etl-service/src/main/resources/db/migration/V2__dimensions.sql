CREATE FUNCTION minutes_to_departure(departure timestamptz, at_time timestamptz) RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN greatest(0, floor(extract(epoch FROM departure - at_time) / 60))::bigint;
COMMENT ON FUNCTION minutes_to_departure(timestamptz, timestamptz) IS 'Whole minutes, floor, never negative; null while the departure is not known.';

CREATE TABLE dim_flight (
  flight_id                text PRIMARY KEY,
  airline_code             text,
  origin_airport           text,
  destination_airport      text,
  route_id                 text GENERATED ALWAYS AS (origin_airport || '-' || destination_airport) STORED,
  scheduled_departure_time timestamptz,
  scheduled_arrival_time   timestamptz,
  flight_date              date GENERATED ALWAYS AS ((scheduled_departure_time AT TIME ZONE 'UTC')::date) STORED,
  aircraft_type            text,
  total_seats              integer CHECK (total_seats > 0),
  cabins                   jsonb,
  scheduled_at             timestamptz,
  schedule_versions        integer NOT NULL DEFAULT 0,
  departed_at              timestamptz,
  cancelled_at             timestamptz,
  status                   text GENERATED ALWAYS AS (
    CASE
      WHEN cancelled_at IS NOT NULL AND (departed_at IS NULL OR cancelled_at <= departed_at) THEN 'CANCELLED'
      WHEN departed_at IS NOT NULL THEN 'DEPARTED'
      ELSE 'SCHEDULED'
    END) STORED
);
CREATE INDEX dim_flight_by_date ON dim_flight (flight_date, route_id);
COMMENT ON TABLE dim_flight IS 'One row per flight departure, as last scheduled. The key is the flight''s own id, so that a rebuild gives the same rows.';
COMMENT ON COLUMN dim_flight.flight_id IS 'Id of the departure, as on the wire.';
COMMENT ON COLUMN dim_flight.airline_code IS 'IATA designator of the carrier. This and the other columns of the schedule are null while only a departure or cancellation is known.';
COMMENT ON COLUMN dim_flight.origin_airport IS 'IATA code; see dim_airport.';
COMMENT ON COLUMN dim_flight.destination_airport IS 'IATA code; see dim_airport.';
COMMENT ON COLUMN dim_flight.route_id IS 'Origin and destination, such as LHR-AMS; see dim_route.';
COMMENT ON COLUMN dim_flight.scheduled_departure_time IS 'Departure as last scheduled (UTC).';
COMMENT ON COLUMN dim_flight.scheduled_arrival_time IS 'Arrival as last scheduled (UTC).';
COMMENT ON COLUMN dim_flight.flight_date IS 'Date of the scheduled departure (UTC); see dim_date.';
COMMENT ON COLUMN dim_flight.aircraft_type IS 'Aircraft as last scheduled.';
COMMENT ON COLUMN dim_flight.total_seats IS 'Seats of all cabins.';
COMMENT ON COLUMN dim_flight.cabins IS 'Seats by cabin: [{"cabin_code", "seat_count"}].';
COMMENT ON COLUMN dim_flight.scheduled_at IS 'Event time of the schedule in force (UTC).';
COMMENT ON COLUMN dim_flight.schedule_versions IS 'How often a schedule was told; see dim_flight_history.';
COMMENT ON COLUMN dim_flight.departed_at IS 'Event time of the departure (UTC); null before it.';
COMMENT ON COLUMN dim_flight.cancelled_at IS 'Event time of the cancellation (UTC); null without one.';
COMMENT ON COLUMN dim_flight.status IS 'SCHEDULED, DEPARTED or CANCELLED.';

CREATE TABLE dim_flight_history (
  flight_id                text        NOT NULL,
  valid_from               timestamptz NOT NULL,
  valid_to                 timestamptz,
  is_current               boolean     GENERATED ALWAYS AS (valid_to IS NULL) STORED,
  airline_code             text        NOT NULL,
  origin_airport           text        NOT NULL,
  destination_airport      text        NOT NULL,
  scheduled_departure_time timestamptz NOT NULL,
  scheduled_arrival_time   timestamptz NOT NULL,
  aircraft_type            text        NOT NULL,
  total_seats              integer     NOT NULL CHECK (total_seats > 0),
  cabins                   jsonb       NOT NULL,
  source_partition         integer     NOT NULL,
  source_offset            bigint      NOT NULL,
  PRIMARY KEY (flight_id, valid_from)
);
COMMENT ON TABLE dim_flight_history IS 'Every schedule of a flight with its validity (type 2): valid_from <= t < valid_to. Of two told for one instant the later record counts.';
COMMENT ON COLUMN dim_flight_history.flight_id IS 'Id of the departure; see dim_flight.';
COMMENT ON COLUMN dim_flight_history.valid_from IS 'Event time of the schedule (UTC), inclusive.';
COMMENT ON COLUMN dim_flight_history.valid_to IS 'Event time of the next one (UTC), exclusive; null for the current one.';
COMMENT ON COLUMN dim_flight_history.is_current IS 'Whether it is the flight''s latest schedule: exactly one per flight.';
COMMENT ON COLUMN dim_flight_history.airline_code IS 'IATA designator of the carrier.';
COMMENT ON COLUMN dim_flight_history.origin_airport IS 'IATA code.';
COMMENT ON COLUMN dim_flight_history.destination_airport IS 'IATA code.';
COMMENT ON COLUMN dim_flight_history.scheduled_departure_time IS 'Departure by this schedule (UTC).';
COMMENT ON COLUMN dim_flight_history.scheduled_arrival_time IS 'Arrival by this schedule (UTC).';
COMMENT ON COLUMN dim_flight_history.aircraft_type IS 'Aircraft by this schedule.';
COMMENT ON COLUMN dim_flight_history.total_seats IS 'Seats of all cabins.';
COMMENT ON COLUMN dim_flight_history.cabins IS 'Seats by cabin: [{"cabin_code", "seat_count"}].';
COMMENT ON COLUMN dim_flight_history.source_partition IS 'Partition of flight_lifecycle that told it.';
COMMENT ON COLUMN dim_flight_history.source_offset IS 'Offset in that partition.';

CREATE TABLE dim_airport (
  airport_code text PRIMARY KEY,
  city         text,
  country_code text CHECK (length(country_code) = 2),
  latitude     double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude    double precision CHECK (longitude BETWEEN -180 AND 180)
);
COMMENT ON TABLE dim_airport IS 'Airports: the built-in list, and whatever else flights name.';
COMMENT ON COLUMN dim_airport.airport_code IS 'IATA code.';
COMMENT ON COLUMN dim_airport.city IS 'City that it serves; null when the airport is not in the built-in list.';
COMMENT ON COLUMN dim_airport.country_code IS 'ISO 3166-1 alpha-2; null when not in the list.';
COMMENT ON COLUMN dim_airport.latitude IS 'Degrees north, to two decimals; null when not in the list.';
COMMENT ON COLUMN dim_airport.longitude IS 'Degrees east, to two decimals; null when not in the list.';

CREATE TABLE dim_route (
  route_id            text PRIMARY KEY,
  origin_airport      text NOT NULL REFERENCES dim_airport,
  destination_airport text NOT NULL REFERENCES dim_airport,
  distance_km         double precision
);
COMMENT ON TABLE dim_route IS 'Pairs of airports that are flown, one direction each.';
COMMENT ON COLUMN dim_route.route_id IS 'Origin and destination, such as LHR-AMS.';
COMMENT ON COLUMN dim_route.origin_airport IS 'IATA code.';
COMMENT ON COLUMN dim_route.destination_airport IS 'IATA code.';
COMMENT ON COLUMN dim_route.distance_km IS 'Great circle, kilometres (sphere of 6371 km); null when an airport''s place is not known.';

CREATE TABLE dim_date (
  date_day    date PRIMARY KEY,
  year        integer NOT NULL,
  quarter     integer NOT NULL,
  month       integer NOT NULL,
  iso_week    integer NOT NULL,
  iso_weekday integer NOT NULL,
  day_name    text    NOT NULL,
  is_weekend  boolean NOT NULL
);
COMMENT ON TABLE dim_date IS 'Calendar, 2020 to 2045, UTC.';
COMMENT ON COLUMN dim_date.date_day IS 'The day.';
COMMENT ON COLUMN dim_date.year IS 'Calendar year.';
COMMENT ON COLUMN dim_date.quarter IS '1 to 4.';
COMMENT ON COLUMN dim_date.month IS '1 to 12.';
COMMENT ON COLUMN dim_date.iso_week IS 'ISO 8601 week, 1 to 53.';
COMMENT ON COLUMN dim_date.iso_weekday IS '1 (Monday) to 7 (Sunday).';
COMMENT ON COLUMN dim_date.day_name IS 'English name of the weekday.';
COMMENT ON COLUMN dim_date.is_weekend IS 'Saturday or Sunday.';

INSERT INTO dim_date
SELECT d::date, extract(year FROM d), extract(quarter FROM d), extract(month FROM d), extract(week FROM d),
       extract(isodow FROM d),
       (ARRAY['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])[extract(isodow FROM d)],
       extract(isodow FROM d) >= 6
FROM generate_series(timestamp '2020-01-01', timestamp '2045-12-31', interval '1 day') AS d;

CREATE TABLE dim_fare_bucket (
  fare_bucket text PRIMARY KEY
);
COMMENT ON TABLE dim_fare_bucket IS 'Booking classes (RBD) that were sold or for sale.';
COMMENT ON COLUMN dim_fare_bucket.fare_bucket IS 'Code of the class, such as K.';

CREATE TABLE dim_policy (
  policy_revision  text PRIMARY KEY,
  first_decided_at timestamptz NOT NULL,
  last_decided_at  timestamptz NOT NULL,
  rules            text[]      NOT NULL
);
COMMENT ON TABLE dim_policy IS 'Policies that decided anything.';
COMMENT ON COLUMN dim_policy.policy_revision IS 'Content hash of the policy.';
COMMENT ON COLUMN dim_policy.first_decided_at IS 'Event time of its first decision (UTC).';
COMMENT ON COLUMN dim_policy.last_decided_at IS 'Event time of its last decision (UTC).';
COMMENT ON COLUMN dim_policy.rules IS 'Its rules that fired at least once, in alphabetical order.';
