-- Facts name flights, routes and policies by their own ids and have no foreign keys: events come in any order, and a
-- booking may be here before its flight. The quality checks tell which references do not hold.

CREATE TABLE fact_booking (
  booking_id           text           NOT NULL,
  passenger_id         text           NOT NULL,
  flight_id            text           NOT NULL,
  booked_at            timestamptz    NOT NULL,
  booked_date          date           NOT NULL,
  flight_date          date,
  minutes_to_departure bigint,
  days_to_departure    integer,
  channel              text           NOT NULL,
  fare_bucket          text           NOT NULL,
  cabin_code           text           NOT NULL,
  seat_id              text           NOT NULL,
  currency             char(3)        NOT NULL,
  fare_paid            numeric(18, 4) NOT NULL CHECK (fare_paid >= 0),
  booking_passengers   integer        NOT NULL CHECK (booking_passengers > 0),
  promotion_id         text,
  cancelled_at         timestamptz,
  cancellation_reason  text,
  source_partition     integer        NOT NULL,
  source_offset        bigint         NOT NULL,
  PRIMARY KEY (booking_id, passenger_id)
);
CREATE INDEX fact_booking_by_flight ON fact_booking (flight_id);
COMMENT ON TABLE fact_booking IS 'Seats sold: one row per booking and passenger. A booking told more than once counts as first told.';
COMMENT ON COLUMN fact_booking.booking_id IS 'Id of the booking.';
COMMENT ON COLUMN fact_booking.passenger_id IS 'Id of the passenger, unique within the booking.';
COMMENT ON COLUMN fact_booking.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN fact_booking.booked_at IS 'Event time of the booking (UTC).';
COMMENT ON COLUMN fact_booking.booked_date IS 'Date of the booking (UTC); see dim_date.';
COMMENT ON COLUMN fact_booking.flight_date IS 'Date of departure as last scheduled (UTC); null while the flight is not known.';
COMMENT ON COLUMN fact_booking.minutes_to_departure IS 'Whole minutes from booking to the departure as last scheduled, floor, never negative; null while the flight is not known.';
COMMENT ON COLUMN fact_booking.days_to_departure IS 'Whole days of the same, floor.';
COMMENT ON COLUMN fact_booking.channel IS 'Where it was sold, such as WEB.';
COMMENT ON COLUMN fact_booking.fare_bucket IS 'Booking class (RBD); see dim_fare_bucket.';
COMMENT ON COLUMN fact_booking.cabin_code IS 'Cabin of the seat, such as Y.';
COMMENT ON COLUMN fact_booking.seat_id IS 'Seat, such as 13D.';
COMMENT ON COLUMN fact_booking.currency IS 'ISO 4217, of fare_paid.';
COMMENT ON COLUMN fact_booking.fare_paid IS 'The passenger''s even share of the booking''s price, in units of currency; the shares of a booking add up to its price.';
COMMENT ON COLUMN fact_booking.booking_passengers IS 'Passengers of the booking.';
COMMENT ON COLUMN fact_booking.promotion_id IS 'decision_id of the offer that was used; null when none was. See fact_promotion.';
COMMENT ON COLUMN fact_booking.cancelled_at IS 'Event time of the cancellation (UTC); null while the booking stands.';
COMMENT ON COLUMN fact_booking.cancellation_reason IS 'Why it was cancelled; null while the booking stands.';
COMMENT ON COLUMN fact_booking.source_partition IS 'Partition of bookings that told it.';
COMMENT ON COLUMN fact_booking.source_offset IS 'Offset in that partition.';

CREATE TABLE booking_cancellation (
  booking_id       text        NOT NULL,
  flight_id        text        NOT NULL,
  cancelled_at     timestamptz NOT NULL,
  reason           text        NOT NULL,
  source_partition integer     NOT NULL,
  source_offset    bigint      NOT NULL,
  PRIMARY KEY (booking_id, flight_id)
);
COMMENT ON TABLE booking_cancellation IS 'Cancellations as told, also those whose booking is not here yet.';
COMMENT ON COLUMN booking_cancellation.booking_id IS 'Id of the booking that is cancelled.';
COMMENT ON COLUMN booking_cancellation.flight_id IS 'Its flight.';
COMMENT ON COLUMN booking_cancellation.cancelled_at IS 'Event time of the cancellation (UTC), the first one told.';
COMMENT ON COLUMN booking_cancellation.reason IS 'Why, such as CUSTOMER.';
COMMENT ON COLUMN booking_cancellation.source_partition IS 'Partition of bookings that told it.';
COMMENT ON COLUMN booking_cancellation.source_offset IS 'Offset in that partition.';

CREATE TABLE fact_inventory_metrics (
  flight_id                text             NOT NULL,
  event_time               timestamptz      NOT NULL,
  source_offset            bigint           NOT NULL,
  source_partition         integer          NOT NULL,
  booked_seats             integer          NOT NULL,
  total_seats              integer          NOT NULL,
  load_factor              numeric(9, 3)    NOT NULL,
  minutes_to_departure     bigint           NOT NULL,
  booking_velocity_per_day double precision,
  revenue                  numeric(18, 4),
  currency                 char(3),
  PRIMARY KEY (flight_id, event_time, source_offset)
);
COMMENT ON TABLE fact_inventory_metrics IS 'The engine''s view of a flight after each of its booking events.';
COMMENT ON COLUMN fact_inventory_metrics.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN fact_inventory_metrics.event_time IS 'Event time of the booking event (UTC).';
COMMENT ON COLUMN fact_inventory_metrics.source_offset IS 'Offset in inventory_metrics; tells events of one instant apart, in their order.';
COMMENT ON COLUMN fact_inventory_metrics.source_partition IS 'Partition of inventory_metrics.';
COMMENT ON COLUMN fact_inventory_metrics.booked_seats IS 'Seats sold and not cancelled.';
COMMENT ON COLUMN fact_inventory_metrics.total_seats IS 'Seats of all cabins.';
COMMENT ON COLUMN fact_inventory_metrics.load_factor IS 'Booked over total seats, three decimals; above 1 when overbooked.';
COMMENT ON COLUMN fact_inventory_metrics.minutes_to_departure IS 'Whole minutes to the departure as then scheduled, floor, never negative.';
COMMENT ON COLUMN fact_inventory_metrics.booking_velocity_per_day IS 'Seats a day, weighted to the recent; null when unknown.';
COMMENT ON COLUMN fact_inventory_metrics.revenue IS 'Of all bookings that stood, in units of currency; null when unknown or in several currencies.';
COMMENT ON COLUMN fact_inventory_metrics.currency IS 'ISO 4217, of revenue; null when that is.';

CREATE TABLE fact_promotion (
  decision_id              text             NOT NULL,
  outcome                  text             NOT NULL CHECK (outcome IN ('TRIGGERED', 'SUPPRESSED', 'HELD_OUT', 'ENDED')),
  flight_id                text             NOT NULL,
  event_time               timestamptz      NOT NULL,
  reason                   text,
  rule                     text,
  policy_revision          text,
  arm                      text,
  decision_source          text,
  load_factor              numeric(9, 3),
  booked_seats             integer,
  total_seats              integer,
  minutes_to_departure     bigint,
  booking_velocity_per_day double precision,
  target_fare_bucket       text,
  discount_percentage      double precision,
  valid_until              timestamptz,
  caused_by_topic          text,
  caused_by_partition      integer,
  caused_by_offset         bigint,
  trace_id                 text,
  explanation              jsonb,
  source_partition         integer          NOT NULL,
  source_offset            bigint           NOT NULL,
  PRIMARY KEY (decision_id, outcome)
);
CREATE INDEX fact_promotion_by_flight ON fact_promotion (flight_id, event_time);
COMMENT ON TABLE fact_promotion IS 'Every decision of the engine, one row per event: offers made, offers withheld, offers ended.';
COMMENT ON COLUMN fact_promotion.decision_id IS 'Id of the decision; an ENDED row has that of the TRIGGERED row it ends.';
COMMENT ON COLUMN fact_promotion.outcome IS 'TRIGGERED, SUPPRESSED, HELD_OUT (suppressed because the flight is in the comparison group) or ENDED.';
COMMENT ON COLUMN fact_promotion.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN fact_promotion.event_time IS 'Event time of the decision or the end (UTC).';
COMMENT ON COLUMN fact_promotion.reason IS 'Why it was suppressed (COOLDOWN, HOLDOUT, SOLD_OUT, ACTIVE, LIMIT) or ended (EXPIRED, RECOVERED, SUPERSEDED, DEPARTED, CANCELLED); null for TRIGGERED.';
COMMENT ON COLUMN fact_promotion.rule IS 'The rule that fired; null for ENDED.';
COMMENT ON COLUMN fact_promotion.policy_revision IS 'Content hash of the policy; see dim_policy. Null for ENDED.';
COMMENT ON COLUMN fact_promotion.arm IS 'TREATED or HOLDOUT; null for ENDED.';
COMMENT ON COLUMN fact_promotion.decision_source IS 'Who decided; null but for TRIGGERED.';
COMMENT ON COLUMN fact_promotion.load_factor IS 'Input: booked over total seats, three decimals; null for ENDED.';
COMMENT ON COLUMN fact_promotion.booked_seats IS 'Input: seats sold and not cancelled; null for ENDED.';
COMMENT ON COLUMN fact_promotion.total_seats IS 'Input: seats of all cabins; null for ENDED.';
COMMENT ON COLUMN fact_promotion.minutes_to_departure IS 'Input: whole minutes, floor, never negative; null for ENDED.';
COMMENT ON COLUMN fact_promotion.booking_velocity_per_day IS 'Input: seats a day; null when unknown.';
COMMENT ON COLUMN fact_promotion.target_fare_bucket IS 'Booking class that the discount applies to; null but for TRIGGERED.';
COMMENT ON COLUMN fact_promotion.discount_percentage IS 'Per cent of the fare, above 0, at most 100; null but for TRIGGERED.';
COMMENT ON COLUMN fact_promotion.valid_until IS 'When the offer ends by itself (UTC); null when it has no end of its own.';
COMMENT ON COLUMN fact_promotion.caused_by_topic IS 'Topic of the record that made the engine look; null when time alone did.';
COMMENT ON COLUMN fact_promotion.caused_by_partition IS 'Its partition.';
COMMENT ON COLUMN fact_promotion.caused_by_offset IS 'Its offset.';
COMMENT ON COLUMN fact_promotion.trace_id IS 'W3C trace id of that record; null when it was not traced.';
COMMENT ON COLUMN fact_promotion.explanation IS 'Every rule considered: [{"rule", "fired", "reason"}]; null for ENDED.';
COMMENT ON COLUMN fact_promotion.source_partition IS 'Partition of promo_decisions that told it.';
COMMENT ON COLUMN fact_promotion.source_offset IS 'Offset in that partition.';

CREATE TABLE fact_inventory_snapshot (
  flight_id            text           NOT NULL,
  event_time           timestamptz    NOT NULL,
  cabin_code           text           NOT NULL,
  fare_bucket          text           NOT NULL,
  available_seats      integer        NOT NULL CHECK (available_seats >= 0),
  price                numeric(18, 4) NOT NULL CHECK (price >= 0),
  currency             char(3)        NOT NULL,
  minutes_to_departure bigint         NOT NULL,
  source_partition     integer        NOT NULL,
  source_offset        bigint         NOT NULL,
  PRIMARY KEY (flight_id, event_time, cabin_code, fare_bucket)
);
COMMENT ON TABLE fact_inventory_snapshot IS 'What was for sale: one row per flight, moment, cabin and booking class. Of two told for one moment the later record counts.';
COMMENT ON COLUMN fact_inventory_snapshot.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN fact_inventory_snapshot.event_time IS 'The moment (UTC).';
COMMENT ON COLUMN fact_inventory_snapshot.cabin_code IS 'Cabin, such as Y.';
COMMENT ON COLUMN fact_inventory_snapshot.fare_bucket IS 'Booking class (RBD); see dim_fare_bucket.';
COMMENT ON COLUMN fact_inventory_snapshot.available_seats IS 'Seats that may still be sold in it; 0 when closed.';
COMMENT ON COLUMN fact_inventory_snapshot.price IS 'Of one seat, in units of currency.';
COMMENT ON COLUMN fact_inventory_snapshot.currency IS 'ISO 4217, of price.';
COMMENT ON COLUMN fact_inventory_snapshot.minutes_to_departure IS 'Whole minutes to departure, as told.';
COMMENT ON COLUMN fact_inventory_snapshot.source_partition IS 'Partition of seat_inventory that told it.';
COMMENT ON COLUMN fact_inventory_snapshot.source_offset IS 'Offset in that partition.';

CREATE TABLE fact_flight_outcome (
  flight_id         text PRIMARY KEY,
  outcome           text             NOT NULL CHECK (outcome IN ('DEPARTED', 'CANCELLED')),
  closed_at         timestamptz      NOT NULL,
  flight_date       date             NOT NULL,
  route_id          text             NOT NULL,
  total_seats       integer          NOT NULL,
  booked_seats      integer          NOT NULL,
  cancelled_seats   integer          NOT NULL,
  load_factor       numeric(9, 3)    NOT NULL,
  currency          char(3),
  revenue           numeric(18, 4),
  yield_per_km      double precision,
  rask              double precision,
  offers            integer          NOT NULL,
  offer_seats       integer          NOT NULL,
  offer_revenue     numeric(18, 4),
  arm               text             NOT NULL CHECK (arm IN ('TREATED', 'HOLDOUT', 'NONE')),
  displaced_seats     integer
);
CREATE INDEX fact_flight_outcome_by_date ON fact_flight_outcome (flight_date, route_id);
COMMENT ON TABLE fact_flight_outcome IS 'How each flight ended: one row per departed or cancelled flight whose schedule is known. Derived from the other facts; late bookings change it.';
COMMENT ON COLUMN fact_flight_outcome.flight_id IS 'The flight; see dim_flight.';
COMMENT ON COLUMN fact_flight_outcome.outcome IS 'DEPARTED or CANCELLED.';
COMMENT ON COLUMN fact_flight_outcome.closed_at IS 'Event time of the departure or cancellation (UTC).';
COMMENT ON COLUMN fact_flight_outcome.flight_date IS 'Date of departure as last scheduled (UTC).';
COMMENT ON COLUMN fact_flight_outcome.route_id IS 'See dim_route.';
COMMENT ON COLUMN fact_flight_outcome.total_seats IS 'Seats of all cabins.';
COMMENT ON COLUMN fact_flight_outcome.booked_seats IS 'Seats sold and not cancelled.';
COMMENT ON COLUMN fact_flight_outcome.cancelled_seats IS 'Seats sold and cancelled.';
COMMENT ON COLUMN fact_flight_outcome.load_factor IS 'Booked over total seats, three decimals, rounded half up.';
COMMENT ON COLUMN fact_flight_outcome.currency IS 'ISO 4217, of the revenue; null without bookings or with several currencies.';
COMMENT ON COLUMN fact_flight_outcome.revenue IS 'Of bookings that stand, in units of currency; 0 without bookings, null with several currencies.';
COMMENT ON COLUMN fact_flight_outcome.yield_per_km IS 'Revenue per passenger kilometre; null without passengers, revenue or distance.';
COMMENT ON COLUMN fact_flight_outcome.rask IS 'Revenue per available seat kilometre; null without revenue or distance.';
COMMENT ON COLUMN fact_flight_outcome.offers IS 'Offers made on the flight.';
COMMENT ON COLUMN fact_flight_outcome.offer_seats IS 'Booked seats that were sold with an offer.';
COMMENT ON COLUMN fact_flight_outcome.offer_revenue IS 'Revenue of these, in units of currency; null with several currencies.';
COMMENT ON COLUMN fact_flight_outcome.arm IS 'TREATED or HOLDOUT as the engine''s decisions say; NONE when it decided nothing on the flight.';
COMMENT ON COLUMN fact_flight_outcome.displaced_seats IS 'Seats of customers who would have bought without promotions but did not find what they could afford; null unless simulated.';
