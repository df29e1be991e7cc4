package io.loadstream.domain.market;

import io.loadstream.domain.event.BookingTruth.Effect;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.domain.wire.JsonBytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes what happens in a market straight from its figures: the bytes that {@link EventWriter} writes of
 * {@link Happening#toEvent()}, without making one.
 *
 * <p>Keeps a buffer from one to the next, so each thread needs its own.
 */
public final class HappeningWriter {

    private static final byte[] FLIGHT_SCHEDULED = type("FlightScheduled");
    private static final byte[] FLIGHT_DEPARTED = type("FlightDeparted");
    private static final byte[] FLIGHT_CANCELLED = type("FlightCancelled");
    private static final byte[] CABIN_INVENTORY_SNAPSHOT = type("CabinInventorySnapshot");
    private static final byte[] BOOKING_CREATED = type("BookingCreated");
    private static final byte[] BOOKING_CANCELLED = type("BookingCancelled");
    private static final byte[] BOOKING_TRUTH = type("BookingTruth");
    private static final byte[] FLIGHT_TRUTH = type("FlightTruth");

    private static final byte[] FLIGHT_ID = ascii(",\"flight_id\":\"");
    private static final byte[] BOOKING_ID = ascii(",\"booking_id\":\"");
    private static final byte[] DEPARTURE_TIME = ascii(",\"scheduled_departure_time\":\"");
    private static final byte[] ARRIVAL_TIME = ascii(",\"scheduled_arrival_time\":\"");

    private static final byte[] AIRLINE_CODE = field("airline_code");
    private static final byte[] ORIGIN_AIRPORT = field("origin_airport");
    private static final byte[] DESTINATION_AIRPORT = field("destination_airport");
    private static final byte[] AIRCRAFT_TYPE = field("aircraft_type");
    private static final byte[] TOTAL_SEATS = field("total_seats");
    private static final byte[] SEAT_COUNT = field("seat_count");
    private static final byte[] MINUTES = field("time_to_departure_minutes");
    private static final byte[] AVAILABLE_SEATS = field("available_seats");
    private static final byte[] PRICE = field("price");
    private static final byte[] CHANNEL = field("channel");
    private static final byte[] FARE_BUCKET = field("fare_bucket");
    private static final byte[] CURRENCY = field("currency");
    private static final byte[] TOTAL_PRICE = field("total_price");
    private static final byte[] PROMOTION_ID = field("promotion_id");
    private static final byte[] REASON = field("reason");
    private static final byte[] SEGMENT = field("segment");
    private static final byte[] PARTY_SIZE = field("party_size");
    private static final byte[] WILLINGNESS_TO_PAY = field("willingness_to_pay");
    private static final byte[] EFFECT = field("effect");
    private static final byte[] COUNTERFACTUAL_FARE_BUCKET = field("counterfactual_fare_bucket");
    private static final byte[] COUNTERFACTUAL_TOTAL_PRICE = field("counterfactual_total_price");
    private static final byte[] OFFERS = field("offers");
    private static final byte[] BOOKED_SEATS = field("booked_seats");
    private static final byte[] BOARDED_SEATS = field("boarded_seats");
    private static final byte[] REVENUE = field("revenue");
    private static final byte[] COUNTERFACTUAL_BOOKED_SEATS = field("counterfactual_booked_seats");
    private static final byte[] COUNTERFACTUAL_BOARDED_SEATS = field("counterfactual_boarded_seats");
    private static final byte[] COUNTERFACTUAL_REVENUE = field("counterfactual_revenue");
    private static final byte[] SPILLED_SEATS = field("spilled_seats");
    private static final byte[] COUNTERFACTUAL_SPILLED_SEATS = field("counterfactual_spilled_seats");

    private static final byte[] FIRST_CABIN = ascii(",\"cabins\":[{\"cabin_code\":");
    private static final byte[] NEXT_CABIN = ascii("},{\"cabin_code\":");
    private static final byte[] FIRST_BUCKET = ascii(",\"fare_buckets\":[{\"bucket\":");
    private static final byte[] NEXT_BUCKET = ascii("},{\"bucket\":");
    private static final byte[] END_OF_BUCKETS = ascii("}]");
    private static final byte[] FIRST_PASSENGER = ascii(",\"passengers\":[{\"passenger_id\":\"P");
    private static final byte[] NEXT_PASSENGER = ascii("},{\"passenger_id\":\"P");
    private static final byte[] SEAT_ID = ascii("\",\"seat_id\":\"");
    private static final byte[] CABIN_CODE = ascii("\",\"cabin_code\":");
    private static final byte[] END_OF_LIST = ascii("}]");

    /** Decimals of what is counted in cents. */
    private static final int CENTS = 2;

    private final JsonBytes out = new JsonBytes();

    /** The JSON of what happens, in UTF-8. */
    public byte[] write(Happening now) {
        switch (now.kind) {
            case BOOKED -> booked(now);
            case BOOKING_TRUTH -> bookingTruth(now);
            case INVENTORY_TOLD -> inventory(now);
            case BOOKING_TAKEN_BACK -> takenBack(now);
            case FLIGHT_SCHEDULED -> scheduled(now);
            case FLIGHT_DEPARTED -> begin(FLIGHT_DEPARTED, now).flightId(now);
            case FLIGHT_CANCELLED -> begin(FLIGHT_CANCELLED, now).flightId(now);
            case FLIGHT_TRUTH -> flightTruth(now);
        }
        return out.raw('}').toBytes();
    }

    private void booked(Happening now) {
        CabinPlan cabin = now.flight.plan.route().cabins[now.cabin];
        begin(BOOKING_CREATED, now).bookingId(now).flightId(now);
        out.raw(CHANNEL).text(now.segment.channel(now.customer));
        out.raw(FARE_BUCKET).text(cabin.buckets[now.bought.fareClass()]);
        out.raw(CURRENCY).text(now.currency);
        out.raw(TOTAL_PRICE).decimal(now.party * now.bought.cents(), CENTS);
        int seat = now.segment.seat(now.customer, cabin.seats);
        for (int i = 0; i < now.party; i++) {
            out.raw(i == 0 ? FIRST_PASSENGER : NEXT_PASSENGER).number(i + 1);
            out.raw(SEAT_ID).number(cabin.rowOf(seat + i)).raw(cabin.letterOf(seat + i));
            out.raw(CABIN_CODE).text(cabin.code);
        }
        out.raw(END_OF_LIST);
        String promotion = now.bought.promotionId();
        if (promotion != null) {
            out.raw(PROMOTION_ID).text(promotion);
        }
    }

    private void takenBack(Happening now) {
        begin(BOOKING_CANCELLED, now).bookingId(now).flightId(now);
        out.raw(REASON).text(now.reason);
    }

    private void bookingTruth(Happening now) {
        CabinPlan cabin = now.flight.plan.route().cabins[now.cabin];
        Long price = now.bought == null ? null : now.party * now.bought.cents();
        Long counterfactual = now.wouldHave == null ? null : now.party * now.wouldHave.cents();
        begin(BOOKING_TRUTH, now).flightId(now).bookingId(now);
        out.raw(SEGMENT).text(now.segment.name);
        out.raw(PARTY_SIZE).number(now.party);
        out.raw(WILLINGNESS_TO_PAY).decimal(now.willingness, CENTS);
        out.raw(CURRENCY).text(now.currency);
        out.raw(EFFECT).text(Effect.of(price, counterfactual).name());
        if (price != null) {
            out.raw(FARE_BUCKET).text(cabin.buckets[now.bought.fareClass()]);
            out.raw(TOTAL_PRICE).decimal(price, CENTS);
        }
        if (counterfactual != null) {
            out.raw(COUNTERFACTUAL_FARE_BUCKET).text(cabin.buckets[now.wouldHave.fareClass()]);
            out.raw(COUNTERFACTUAL_TOTAL_PRICE).decimal(counterfactual, CENTS);
        }
    }

    private void inventory(Happening now) {
        begin(CABIN_INVENTORY_SNAPSHOT, now).flightId(now);
        out.raw(MINUTES).number((now.flight.plan.departure() - now.at) / Micros.PER_MINUTE);
        out.raw(CURRENCY).text(now.currency);
        int next = 0;
        for (CabinPlan cabin : now.flight.plan.route().cabins) {
            out.raw(next == 0 ? FIRST_CABIN : NEXT_CABIN).text(cabin.code);
            for (int i = 0; i < cabin.classes; i++) {
                out.raw(i == 0 ? FIRST_BUCKET : NEXT_BUCKET).text(cabin.buckets[i]);
                out.raw(AVAILABLE_SEATS).number(now.available[next++]);
                out.raw(PRICE).decimal(cabin.cents[i], CENTS);
            }
            out.raw(END_OF_BUCKETS);
        }
        out.raw(END_OF_LIST);
    }

    private void scheduled(Happening now) {
        FlightPlan plan = now.flight.plan;
        RoutePlan route = plan.route();
        begin(FLIGHT_SCHEDULED, now).flightId(now);
        out.raw(AIRLINE_CODE).text(route.airline);
        out.raw(ORIGIN_AIRPORT).text(route.from);
        out.raw(DESTINATION_AIRPORT).text(route.to);
        out.raw(DEPARTURE_TIME).time(plan.departure()).raw('"');
        out.raw(ARRIVAL_TIME).time(plan.departure() + route.blockMicros).raw('"');
        out.raw(AIRCRAFT_TYPE).text(route.aircraft);
        out.raw(TOTAL_SEATS).number(route.totalSeats);
        for (int i = 0; i < route.cabins.length; i++) {
            out.raw(i == 0 ? FIRST_CABIN : NEXT_CABIN).text(route.cabins[i].code);
            out.raw(SEAT_COUNT).number(route.cabins[i].seats);
        }
        out.raw(END_OF_LIST);
    }

    private void flightTruth(Happening now) {
        World real = now.flight.real();
        World twin = now.flight.twin();
        begin(FLIGHT_TRUTH, now).flightId(now);
        out.raw(TOTAL_SEATS).number(now.flight.plan.route().totalSeats);
        out.raw(OFFERS).number(now.flight.offersSeen());
        out.raw(BOOKED_SEATS).number(real.seats());
        out.raw(BOARDED_SEATS).number(real.boarded());
        out.raw(REVENUE).decimal(real.cents(), CENTS);
        out.raw(COUNTERFACTUAL_BOOKED_SEATS).number(twin.seats());
        out.raw(COUNTERFACTUAL_BOARDED_SEATS).number(twin.boarded());
        out.raw(COUNTERFACTUAL_REVENUE).decimal(twin.cents(), CENTS);
        out.raw(CURRENCY).text(now.currency);
        out.raw(SPILLED_SEATS).number(real.spilled());
        out.raw(COUNTERFACTUAL_SPILLED_SEATS).number(twin.spilled());
    }

    private HappeningWriter begin(byte[] upToTime, Happening now) {
        out.clear().raw(upToTime).time(now.at).raw('"');
        return this;
    }

    /** Of capital letters, digits and a date: nothing in it needs an escape. */
    private HappeningWriter flightId(Happening now) {
        out.raw(FLIGHT_ID).raw(now.flightKey()).raw('"');
        return this;
    }

    private HappeningWriter bookingId(Happening now) {
        out.raw(BOOKING_ID).raw(now.flightKey()).raw('-').raw(now.segment.letter);
        out.number(now.number).raw('"');
        return this;
    }

    private static byte[] type(String eventType) {
        return ascii("{\"event_type\":\"" + eventType + "\",\"event_time\":\"");
    }

    private static byte[] field(String name) {
        return ascii(",\"" + name + "\":");
    }

    private static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
