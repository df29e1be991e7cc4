package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Flights that are cancelled or put off, and what becomes of their customers. */
class DisruptionTest {

    private static final String ROUTES = """
            name: disrupted
            days: 2
            reaction: 1d
            routes:
              - airlines: [LS]
                from: [FRA]
                to: [LHR, OTP]
                both_ways: false
                aircraft: A320
                departures: ["07:00"]
                strength: 0.8
                business: 0.4
            """;

    /** Flights of the first day: the one to London is number 100, the one to Bucharest 101. */
    private static final String LONDON = "LS100_2026-03-16";

    private static final Instant DEPARTURE = Instant.parse("2026-03-16T07:00:00Z");

    private static final Policy POLICY = new Policy(new PolicyTerms(
            "generous",
            Cadence.WHILE_IN_FORCE,
            List.of(new Rule("35-days", 35 * 1440, 0, 0.9, null, null, 25, new Target.CheapestOpen())),
            Duration.ofDays(3),
            Duration.ofDays(60),
            0,
            5,
            0,
            ""));

    @Test
    void aFlightThatIsCancelledGivesAllItsCustomersTheirMoneyBackInBothWorlds() {
        // When
        List<Event> events = play(scripted("notice: 10d"), POLICY);

        // Then
        List<Event> london = of(LONDON, events);
        Instant told = DEPARTURE.minus(Duration.ofDays(10));
        assertThat(only(FlightCancelled.class, london))
                .singleElement()
                .satisfies(cancelled -> assertThat(cancelled.eventTime()).isEqualTo(told));
        assertThat(only(FlightDeparted.class, london)).isEmpty();
        assertThat(london).noneMatch(event -> event.eventTime().isAfter(told));

        Set<String> booked = only(BookingCreated.class, london).stream()
                .map(BookingCreated::bookingId)
                .collect(Collectors.toSet());
        List<BookingCancelled> back = only(BookingCancelled.class, london);
        assertThat(back).extracting(BookingCancelled::bookingId).doesNotHaveDuplicates();
        assertThat(back).extracting(BookingCancelled::bookingId).containsExactlyInAnyOrderElementsOf(booked);
        assertThat(back)
                .filteredOn(each -> each.reason().equals("FLIGHT_CANCELLED"))
                .hasSizeGreaterThan(20)
                .allMatch(each -> each.eventTime().equals(told));

        assertThat(only(PromotionEnded.class, london))
                .extracting(PromotionEnded::reason)
                .endsWith(PromotionEnded.Reason.CANCELLED);
        FlightTruth truth = only(FlightTruth.class, london).getFirst();
        assertThat(truth.offers()).isPositive();
        assertThat(List.of(truth.bookedSeats(), truth.boardedSeats())).containsOnly(0);
        assertThat(List.of(truth.counterfactualBookedSeats(), truth.counterfactualBoardedSeats()))
                .containsOnly(0);
        assertThat(List.of(truth.revenue(), truth.counterfactualRevenue())).containsOnly(BigDecimal.ZERO);
    }

    @Test
    void aFlightThatIsPutOffLeavesLaterWithoutThoseWhomTheNewTimeDoesNotSuit() {
        // Given
        List<Event> planned = of(LONDON, play(scenario("scripted: []"), null));

        // When
        List<Event> london = of(LONDON, play(scripted("notice: 10d, delay: 6h"), null));

        // Then
        Instant told = DEPARTURE.minus(Duration.ofDays(10));
        Instant later = DEPARTURE.plus(Duration.ofHours(6));
        List<FlightScheduled> scheduled = only(FlightScheduled.class, london);
        assertThat(scheduled)
                .extracting(FlightScheduled::scheduledDepartureTime)
                .containsExactly(DEPARTURE, later);
        assertThat(scheduled.getLast().eventTime()).isEqualTo(told);
        assertThat(Duration.between(
                        scheduled.getFirst().scheduledArrivalTime(),
                        scheduled.getLast().scheduledArrivalTime()))
                .isEqualTo(Duration.ofHours(6));
        assertThat(only(FlightDeparted.class, london).getFirst().eventTime()).isEqualTo(later);
        assertThat(london).isSortedAccordingTo((a, b) -> a.eventTime().compareTo(b.eventTime()));

        List<Event> before = before(told, london);
        assertThat(before).isEqualTo(before(told, planned));
        assertThat(only(BookingCreated.class, london))
                .anyMatch(booking -> booking.eventTime().isAfter(told));
        List<BookingCancelled> left = only(BookingCancelled.class, london).stream()
                .filter(each -> each.reason().equals("SCHEDULE_CHANGE"))
                .toList();
        long standing = only(BookingCreated.class, before).size()
                - only(BookingCancelled.class, before).size();
        assertThat(left.size() / (double) standing).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / standing)));
        assertThat(left)
                .allMatch(each ->
                        each.eventTime().isAfter(told) && each.eventTime().isBefore(later));
        assertThat(only(CabinInventorySnapshot.class, london).getLast().timeToDepartureMinutes())
                .isEqualTo(Duration.ofDays(1).toMinutes());
        FlightTruth truth = only(FlightTruth.class, london).getFirst();
        assertThat(truth.bookedSeats()).isEqualTo(seats(london));
    }

    @Test
    void progressNeverFallsAndEndsAtOneThoughFlightsLeaveLater() {
        // Given
        Market market = Market.of(
                ScenarioReader.read(
                        "late",
                        ROUTES
                                + "disruptions: {cancelled: 0, put_off: 1, notice: 1d, delay: 6h, given_back: 0.5, scripted: []}"));

        // When / Then
        double progress = market.progress();
        assertThat(progress).isZero();
        while (market.next() != Long.MAX_VALUE) {
            market.step(happening -> {});
            assertThat(market.progress()).isBetween(progress, 1.0);
            progress = market.progress();
        }
        assertThat(progress).isEqualTo(1);
    }

    @Test
    void otherFlightsDoNotNoticeIt() {
        // When
        List<Event> planned = play(scenario("scripted: []"), POLICY);
        List<Event> disrupted = play(scripted("notice: 10d"), POLICY);

        // Then
        planned.removeIf(event -> event.flightId().equals(LONDON));
        disrupted.removeIf(event -> event.flightId().equals(LONDON));
        assertThat(decisionless(disrupted)).isEqualTo(decisionless(planned)).hasSizeGreaterThan(500);
    }

    @Test
    void theTwinIsDisruptedAsTheRealWorldIs() {
        // Given
        Map<String, BookingTruth> without = truths(play(scripted("notice: 2d, delay: 6h"), null));

        // When
        Map<String, BookingTruth> with = truths(play(scripted("notice: 2d, delay: 6h"), POLICY));

        // Then
        assertThat(with.values()).anyMatch(truth -> truth.effect() == BookingTruth.Effect.INDUCED);
        assertThat(with.keySet()).containsAll(without.keySet());
        with.forEach((id, truth) -> {
            BookingTruth alone = without.get(id);
            assertThat(truth.counterfactualTotalPrice()).isEqualTo(alone == null ? null : alone.totalPrice());
            assertThat(truth.eventTime()).isEqualTo(alone == null ? truth.eventTime() : alone.eventTime());
        });
    }

    @Test
    void asManyFlightsAreDisruptedAsTheScenarioSays() {
        // Given
        String rates = "cancelled: 0.1, put_off: 0.2, notice: [3h, 14d], delay: [30m, 6h], given_back: 0.3";
        Scenario scenario = ScenarioReader.read(
                "many.yaml", ROUTES.replace("days: 2", "days: 300") + "disruptions: {" + rates + ", scripted: []}\n");

        // When
        int[] counts = new int[3];
        Market.of(scenario).advance(Long.MAX_VALUE, happening -> {
            switch (happening.kind()) {
                case FLIGHT_CANCELLED -> counts[0]++;
                case FLIGHT_SCHEDULED -> counts[1]++;
                case FLIGHT_DEPARTED -> counts[2]++;
                default -> {
                    // Not about a flight's life.
                }
            }
        });

        // Then each flight is scheduled once, and those that are put off twice; within four standard errors
        int flights = counts[0] + counts[2];
        assertThat(flights).isEqualTo(600);
        assertThat(counts[0] / 600.0).isCloseTo(0.1, within(4 * Math.sqrt(0.09 / 600)));
        assertThat((counts[1] - flights) / 600.0).isCloseTo(0.2, within(4 * Math.sqrt(0.16 / 600)));
    }

    private static Scenario scripted(String what) {
        return scenario("scripted: [{from: FRA, to: LHR, day: 2026-03-16, " + what + "}]");
    }

    private static Scenario scenario(String scripted) {
        String chance = "cancelled: 0, put_off: 0, notice: 3h, delay: 1h, given_back: 0.3, ";
        return ScenarioReader.read("disrupted.yaml", ROUTES + "disruptions: {" + chance + scripted + "}\n");
    }

    private static List<Event> play(Scenario scenario, Policy policy) {
        List<Event> events = new ArrayList<>();
        Market.run(scenario, policy, events::add);
        return events;
    }

    private static List<Event> of(String flight, List<Event> events) {
        return events.stream().filter(event -> event.flightId().equals(flight)).toList();
    }

    /** Decisions name the record that caused them, whose offset hangs on all flights. */
    private static List<Event> decisionless(List<Event> events) {
        return events.stream()
                .filter(event -> !event.topic().topicName().equals("promo_decisions"))
                .toList();
    }

    private static List<Event> before(Instant time, List<Event> events) {
        return events.stream().filter(event -> event.eventTime().isBefore(time)).toList();
    }

    private static <T extends Event> List<T> only(Class<T> type, List<Event> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Map<String, BookingTruth> truths(List<Event> events) {
        Map<String, BookingTruth> truths = new HashMap<>();
        only(BookingTruth.class, events).forEach(truth -> truths.put(truth.bookingId(), truth));
        return truths;
    }

    /** Seats of the bookings that stand. */
    private static int seats(List<Event> events) {
        Map<String, Integer> seats = new HashMap<>();
        only(BookingCreated.class, events).forEach(booking -> seats.put(booking.bookingId(), booking.seats()));
        only(BookingCancelled.class, events).forEach(back -> seats.remove(back.bookingId()));
        return seats.values().stream().mapToInt(Integer::intValue).sum();
    }
}
