package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is derived of three flights of ten seats, beside what the hand computes. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class AggregatesTest {

    /** Fridays. */
    private static final Instant MORNING = Instant.parse("2026-05-01T09:00:00Z");

    private static final Instant A_WEEK_LATER = MORNING.plus(Duration.ofDays(7));
    private static final Instant EVENING = Instant.parse("2026-05-01T18:00:00Z");

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    private TestLake lake;

    @BeforeEach
    void threeFlights() throws SQLException {
        lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        lake.append(List.of(
                scheduled("one", MORNING),
                departed("one", MORNING),
                scheduled("two", A_WEEK_LATER),
                departed("two", A_WEEK_LATER),
                scheduled("late", EVENING),
                departed("late", EVENING)));
        lake.append(List.of(
                booking("one", "a", MORNING, 30, 2),
                booking("one", "b", MORNING, 10, 3),
                new BookingCancelled(MORNING.minus(Duration.ofDays(4)), "one", "b", "CUSTOMER"),
                booking("one", "c", MORNING, 2, 1),
                booking("two", "d", A_WEEK_LATER, 30, 4),
                booking("two", "e", A_WEEK_LATER, 2, 5),
                booking("late", "f", EVENING, 1, 10)));
        run();
    }

    @Test
    void bookingCurvesHaveCountAndSpreadByRouteWeekdayAndBand() throws SQLException {
        // Then: 2 of 10 and 4 of 10 seats; with b booked; with b cancelled; at last 3 of 10 and 9 of 10
        assertThat(rows("SELECT days_before || ': ' || flights || ' ' || round(mean_load_factor::numeric, 3) || ' '"
                        + " || round(sd_load_factor::numeric, 3) FROM dw.rpt_booking_curve WHERE route_id = 'LHR-AMS'"
                        + " AND flight_weekday = 'Friday' AND departure_band = 'MORNING'"
                        + " AND days_before IN (31, 28, 7, 3, 0) ORDER BY days_before DESC"))
                .containsExactly(
                        "31: 2 0.000 0.000",
                        "28: 2 0.300 0.141",
                        "7: 2 0.450 0.071",
                        "3: 2 0.300 0.141",
                        "0: 2 0.600 0.424");
        assertThat(rows("SELECT departure_band || ' ' || flights || ' ' || mean_load_factor FROM dw.rpt_booking_curve"
                        + " WHERE departure_band <> 'MORNING' AND days_before = 0"))
                .containsExactly("EVENING 1 1");
    }

    @Test
    void finalLoadFactorsHaveTheirDistribution() throws SQLException {
        // Then: 0.3, 0.9 and 1
        assertThat(rows("SELECT route_id || ' ' || flight_weekday || ' ' || arm || ' ' || flights || ' '"
                        + " || round(mean_load_factor, 3) || ' ' || round(sd_load_factor, 3) || ' '"
                        + " || (SELECT string_agg(round(share::numeric, 3)::text, ' ') FROM unnest(p10_p25_p50_p75_p90) AS share)"
                        + " FROM dw.rpt_load_factor_distribution"))
                .containsExactly("LHR-AMS Friday NONE 3 0.733 0.379 0.420 0.600 0.900 0.950 0.980");
    }

    @Test
    void outcomesHaveRevenueYieldRaskAndSpill() throws SQLException {
        // Given customers who did not find what they could afford, and a flight whose spill was not counted
        lake.append(List.of(
                displaced("one", "g", 2), displaced("one", "h", 1), truth("one", 5, 7), truth("two", null, null)));

        // When
        run();

        // Then: 3 seats at 100 over 370 km, of 10
        double kilometres =
                Double.parseDouble(rows("SELECT distance_km FROM dw.dim_route").getFirst());
        assertThat(kilometres).isBetween(365.0, 375.0);
        assertThat(rows("SELECT booked_seats || ' ' || cancelled_seats || ' ' || load_factor || ' ' || revenue || ' '"
                        + " || round((yield_per_km * " + kilometres + ")::numeric, 6) || ' '"
                        + " || round((rask * " + kilometres
                        + ")::numeric, 6) || ' ' || displaced_seats || ' ' || spilled_seats"
                        + " FROM dw.fact_flight_outcome WHERE flight_id = 'one'"))
                .containsExactly("3 3 0.300 300.0000 100.000000 30.000000 3 5");
        assertThat(rows("SELECT flight_id || ' ' || coalesce(displaced_seats::text, 'unknown') || ' '"
                        + " || coalesce(spilled_seats::text, 'unknown') FROM dw.fact_flight_outcome"
                        + " WHERE flight_id <> 'one' ORDER BY 1"))
                .containsExactly("late unknown unknown", "two 0 unknown");
        // 5 of 3 + 5 seats, and 7 of 6 + 7
        assertThat(
                        rows(
                                "SELECT route_id || ' ' || arm || ' ' || flights || ' ' || total_seats || ' ' || booked_seats || ' '"
                                        + " || spilled_seats || ' ' || spill_rate || ' ' || counterfactual_spill_rate FROM dw.rpt_spill"))
                .containsExactly("LHR-AMS NONE 1 10 3 5 0.625 0.538");
    }

    @Test
    void aBookingThatComesLateIsInAllOfThemAfterTheNextRun() throws SQLException {
        // When
        lake.append(List.of(booking("one", "i", MORNING, 29, 1)));
        run();

        // Then
        assertThat(rows(
                        "SELECT string_agg(booked_seats::text, ' ' ORDER BY days_before DESC) FROM dw.fact_booking_curve"
                                + " WHERE flight_id = 'one' AND days_before IN (31, 28, 7, 3, 0)"))
                .containsExactly("0 3 6 3 4");
        assertThat(rows("SELECT load_factor FROM dw.fact_flight_outcome WHERE flight_id = 'one'"))
                .containsExactly("0.400");
        assertThat(rows("SELECT (p10_p25_p50_p75_p90)[3] FROM dw.rpt_load_factor_distribution"))
                .containsExactly("0.9");
    }

    @Test
    void moneyOfTwoCurrenciesIsNeverAddedUp() throws SQLException {
        // Given an offer that sold in one of them, and one that sold in both
        lake.append(List.of(offer("one", "o1"), offer("two", "o2")));
        lake.append(
                List.of(sold("one", "k", "EUR", "o1"), sold("two", "l", "GBP", "o2"), sold("two", "m", "EUR", "o2")));

        // When
        run();

        // Then
        assertThat(rows("SELECT decision_id || ' ' || seats_sold || ' ' || coalesce(revenue::text, '-') || ' '"
                        + " || coalesce(currency, '-') FROM dw.rpt_promotion ORDER BY 1"))
                .containsExactly("o1 1 50.0000 EUR", "o2 2 - -");
        assertThat(rows("SELECT flight_id || ' ' || coalesce(revenue::text, '-') || ' ' || coalesce(currency, '-')"
                        + " FROM dw.rpt_flight ORDER BY 1"))
                .containsExactly("late 1000.0000 GBP", "one - -", "two - -");
        given().get("/api/reports/rules")
                .then()
                .body("rows", hasSize(2))
                .body("rows.find { it[8] == 'EUR' }[7]", equalTo(50.0f))
                .body("rows.find { it[8] == null }[6]", equalTo(2))
                .body("rows.find { it[8] == null }[7]", nullValue());

        // When what was paid in another currency is cancelled, and all of one flight
        lake.append(List.of(cancelled("one", "k"), cancelled("late", "f")));
        run();

        // Then
        for (String table : List.of("dw.rpt_flight", "dw.fact_flight_outcome", "dw.rpt_departed_flight")) {
            assertThat(rows("SELECT flight_id || ' ' || revenue::integer || ' ' || currency FROM " + table
                            + " WHERE flight_id <> 'two' ORDER BY 1"))
                    .as(table)
                    .containsExactly("late 0 GBP", "one 300 GBP");
        }
    }

    private static Event cancelled(String flight, String id) {
        return new BookingCancelled(MORNING.minus(Duration.ofDays(1)), flight, id, "CUSTOMER");
    }

    private static Event offer(String flight, String decision) {
        return new PromotionTriggered(
                MORNING.minus(Duration.ofDays(5)),
                flight,
                "decision-engine",
                0.5,
                7200,
                "K",
                10,
                "rule",
                MORNING,
                new Explanation(
                        decision,
                        "policy",
                        new Explanation.Inputs(5, 10, 0.5, 7200, null),
                        List.of(new Explanation.Consideration("rule", true, "load factor below 0.7")),
                        Explanation.Arm.TREATED,
                        new Explanation.Cause("bookings", 1, 2),
                        null));
    }

    private static Event sold(String flight, String id, String currency, String offer) {
        return new BookingCreated(
                MORNING.minus(Duration.ofDays(4)),
                flight,
                id,
                "WEB",
                "K",
                currency,
                new BigDecimal(50),
                List.of(new BookingCreated.Passenger("P1", id, "Y")),
                offer);
    }

    private static Event scheduled(String flight, Instant departure) {
        return new FlightScheduled(
                departure.minus(Duration.ofDays(90)),
                flight,
                "LS",
                "LHR",
                "AMS",
                departure,
                departure.plus(Duration.ofMinutes(75)),
                "A320",
                10,
                List.of(new FlightScheduled.Cabin("Y", 10)));
    }

    private static Event departed(String flight, Instant departure) {
        return new FlightDeparted(departure.plus(Duration.ofMinutes(5)), flight);
    }

    private static Event booking(String flight, String id, Instant departure, int daysBefore, int seats) {
        return new BookingCreated(
                departure.minus(Duration.ofDays(daysBefore)),
                flight,
                id,
                "WEB",
                "K",
                "GBP",
                new BigDecimal(100 * seats),
                IntStream.rangeClosed(1, seats)
                        .mapToObj(seat -> new BookingCreated.Passenger("P" + seat, id + seat, "Y"))
                        .toList(),
                null);
    }

    private static Event displaced(String flight, String id, int seats) {
        return new BookingTruth(
                MORNING.minus(Duration.ofDays(1)),
                flight,
                id,
                "BUSINESS",
                seats,
                new BigDecimal(120),
                "GBP",
                BookingTruth.Effect.DISPLACED,
                null,
                null,
                "K",
                new BigDecimal(100 * seats));
    }

    private static Event truth(String flight, Integer spilled, Integer counterfactual) {
        BigDecimal revenue = new BigDecimal(300);
        return new FlightTruth(
                MORNING, flight, 10, 1, 3, 3, revenue, 6, 6, revenue.add(revenue), "GBP", spilled, counterfactual);
    }

    private static void run() {
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.strings(connection, sql);
        }
    }
}
