package io.loadstream.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.derive.DerivedRows;
import io.loadstream.etl.load.LakeLoad;
import io.loadstream.etl.load.LoadProgress;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class OrderIndependenceTest {

    private static final int FLIGHTS = 8;
    private static final int ORDERS = 4;

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Inject
    LakeLoad load;

    @Inject
    DerivedRows derived;

    @Inject
    Migrations migrations;

    private Connection connection;
    private long runId;

    @BeforeEach
    void connect() throws SQLException {
        connection = parts.get(EmbeddedPostgres.class).connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void anyOrderAnyBatchingAndAnyRedeliveryEndInTheSameWarehouse() throws SQLException {
        List<Event> events = SampleFlights.events(42, FLIGHTS);
        Map<String, List<String>> inOrder = warehouseOf("dw_order_0", events, List.of(events));
        assertThat(inOrder.get("fact_booking")).hasSizeGreaterThan(FLIGHTS * 12);
        assertThat(inOrder.get("fact_flight_outcome")).isNotEmpty();
        assertThat(inOrder.get("fact_promotion")).isNotEmpty();
        assertThat(inOrder.get("truth.flight")).isNotEmpty();

        for (int seed = 1; seed <= ORDERS; seed++) {
            Random random = new Random(seed);
            List<Event> shuffled = new ArrayList<>(events);
            for (Event event : events) {
                // Of metrics every record is a row of its own: the engine delivers each once.
                if (!(event instanceof CabinInventoryMetrics) && random.nextInt(5) == 0) {
                    shuffled.add(event);
                }
            }
            Collections.shuffle(shuffled, random);
            Map<String, List<String>> warehouse =
                    warehouseOf("dw_order_" + seed, shuffled, rounds(shuffled, 1 + random.nextInt(6)));
            assertThat(warehouse).as("order %d", seed).isEqualTo(inOrder);
        }
    }

    @Test
    void whatIsToldTwiceAtOneInstantCountsByItsPlaceHoweverItIsBatched() throws SQLException {
        // Given schedules, bookings and their truths that are told twice, and not alike
        List<Event> events = new ArrayList<>();
        for (Event event : SampleFlights.events(21, 2)) {
            switch (event) {
                case FlightScheduled schedule -> events.addAll(List.of(schedule, putOff(schedule)));
                case BookingCreated booking ->
                    events.addAll(List.of(booking, truth(booking, 1), dearer(booking), truth(booking, 2)));
                default -> events.add(event);
            }
        }

        // When
        Map<String, List<String>> atOnce = warehouseOf("dw_ties_0", events, List.of(events));
        Map<String, List<String>> inBatches = warehouseOf("dw_ties_1", events, rounds(events, 5));

        // Then
        assertThat(atOnce.get("truth.booking")).hasSize(2 * 12);
        assertThat(inBatches).isEqualTo(atOnce);
    }

    private static FlightScheduled putOff(FlightScheduled told) {
        return new FlightScheduled(
                told.eventTime(),
                told.flightId(),
                told.airlineCode(),
                told.originAirport(),
                told.destinationAirport(),
                told.scheduledDepartureTime().plusSeconds(1800),
                told.scheduledArrivalTime().plusSeconds(1800),
                told.aircraftType(),
                told.totalSeats(),
                told.cabins());
    }

    private static BookingCreated dearer(BookingCreated told) {
        return new BookingCreated(
                told.eventTime(),
                told.flightId(),
                told.bookingId(),
                told.channel(),
                told.fareBucket(),
                told.currency(),
                told.totalPrice().add(BigDecimal.TEN),
                told.passengers(),
                told.promotionId());
    }

    private static BookingTruth truth(BookingCreated booking, int seats) {
        return new BookingTruth(
                booking.eventTime(),
                booking.flightId(),
                booking.bookingId(),
                "LEISURE",
                seats,
                BigDecimal.valueOf(500),
                booking.currency(),
                BookingTruth.Effect.DISPLACED,
                null,
                null,
                booking.fareBucket(),
                booking.totalPrice());
    }

    @Test
    void aRouteThatAFlightHadIsKeptWhetherOrNotTheLoaderRanMeanwhile() throws SQLException {
        // Given a flight whose next schedule goes elsewhere
        Event first = scheduled(1, "AMS");
        Event second = scheduled(2, "XXA");
        List<Event> both = List.of(first, second);

        // When
        Map<String, List<String>> atOnce = warehouseOf("dw_route_1", both, List.of(both));
        Map<String, List<String>> oneByOne = warehouseOf("dw_route_2", both, List.of(List.of(first), List.of(second)));

        // Then
        assertThat(oneByOne).isEqualTo(atOnce);
        assertThat(atOnce.get("dim_route")).hasSize(2);
    }

    private static Event scheduled(int second, String destination) {
        Instant departure = Instant.parse("2026-03-02T06:00:00Z");
        return new FlightScheduled(
                departure.minusSeconds(100_000 - second),
                "BA1",
                "BA",
                "LHR",
                destination,
                departure,
                departure.plusSeconds(4500),
                "A320",
                180,
                List.of(new FlightScheduled.Cabin("Y", 180)));
    }

    @Test
    void whatIsDerivedAgreesWithTheEvents() throws SQLException {
        List<Event> events = SampleFlights.events(7, 5);
        Collections.reverse(events);
        warehouseOf("dw_derived", events, List.of(events));

        String flightId = events.getLast().flightId();
        List<FlightScheduled> schedules = events.stream()
                .filter(event ->
                        event instanceof FlightScheduled && event.flightId().equals(flightId))
                .map(FlightScheduled.class::cast)
                .sorted(Comparator.comparing(FlightScheduled::eventTime))
                .toList();
        List<String> cancelled = events.stream()
                .filter(BookingCancelled.class::isInstance)
                .map(event -> ((BookingCancelled) event).bookingId())
                .toList();
        long seats = events.stream()
                .filter(event -> event instanceof BookingCreated booking
                        && booking.flightId().equals(flightId)
                        && !cancelled.contains(booking.bookingId()))
                .mapToLong(event -> ((BookingCreated) event).seats())
                .sum();
        assertThat(one("SELECT count(*) FROM dw_derived.dim_flight_history WHERE flight_id = '" + flightId + "'"))
                .isEqualTo(Integer.toString(schedules.size()));
        assertThat(one("SELECT extract(epoch FROM scheduled_departure_time)::bigint FROM dw_derived.dim_flight"
                        + " WHERE flight_id = '" + flightId + "'"))
                .isEqualTo(Long.toString(
                        schedules.getLast().scheduledDepartureTime().getEpochSecond()));
        assertThat(one("SELECT booked_seats FROM dw_derived.rpt_flight WHERE flight_id = '" + flightId + "'"))
                .isEqualTo(Long.toString(seats));
        assertThat(one("SELECT count(*) FROM dw_derived.fact_booking b JOIN dw_derived.dim_flight f USING (flight_id)"
                        + " WHERE b.minutes_to_departure <> greatest(0,"
                        + " floor(extract(epoch FROM f.scheduled_departure_time - b.booked_at) / 60))"))
                .isEqualTo("0");
    }

    private Map<String, List<String>> warehouseOf(String schema, List<Event> events, List<List<Event>> rounds)
            throws SQLException {
        migrations.build(schema);
        TestLake lake = TestLake.empty(store);
        for (List<Event> round : rounds) {
            byTopic(round).values().forEach(lake::append);
            load.run(schema, new LoadProgress());
            derived.refresh(schema, ++runId);
        }
        assertThat(Dump.strings(connection, "SELECT sum(events) FROM " + schema + ".load_offset"))
                .containsExactly(Integer.toString(events.size()));
        Map<String, List<String>> rows = Dump.of(connection, schema, "source_offset", "source_partition");
        Dump.of(connection, Warehouse.truthOf(schema), "source_offset", "source_partition")
                .forEach((table, ofTable) -> rows.put("truth." + table, ofTable));
        return rows;
    }

    private static List<List<Event>> rounds(List<Event> events, int count) {
        List<List<Event>> rounds = new ArrayList<>();
        int size = events.size() / count + 1;
        for (int start = 0; start < events.size(); start += size) {
            rounds.add(events.subList(start, Math.min(start + size, events.size())));
        }
        return rounds;
    }

    private static Map<Topic, List<Event>> byTopic(List<Event> events) {
        Map<Topic, List<Event>> byTopic = new EnumMap<>(Topic.class);
        events.forEach(event -> byTopic.computeIfAbsent(event.topic(), topic -> new ArrayList<>())
                .add(event));
        return byTopic;
    }

    private String one(String sql) throws SQLException {
        return Dump.strings(connection, sql).getFirst();
    }
}
