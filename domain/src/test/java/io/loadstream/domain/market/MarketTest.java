package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.BookingTruth.Effect;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.domain.wire.EventWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketTest {

    private static final Scenario SCENARIO = ScenarioReader.preset("small");

    private static final Policy POLICY = new Policy(new PolicyTerms(
            "generous",
            Cadence.WHILE_IN_FORCE,
            List.of(new Rule("35-days", 35 * 1440, 0, 0.6, null, null, 25, new Target.CheapestOpen())),
            Duration.ofDays(3),
            Duration.ofDays(5),
            0.05,
            5,
            0,
            ""));

    @Test
    void equalScenariosGiveEqualBytesWithPromotionsAndWithout() {
        // When / Then
        assertThat(play(SCENARIO, null)).isEqualTo(play(SCENARIO, null)).hasSizeGreaterThan(5_000);
        assertThat(play(SCENARIO, POLICY)).isEqualTo(play(SCENARIO, POLICY));
    }

    @Test
    void anotherSeedGivesOtherCustomersOnTheSameFlights() {
        // When
        List<String> one = play(SCENARIO, null);
        List<String> other = play(SCENARIO.withSeed(2), null);

        // Then
        assertThat(other).isNotEqualTo(one);
        assertThat(scheduledIn(other)).isEqualTo(scheduledIn(one)).hasSize(24);
    }

    @Test
    void eightThreadsThatShareTheFlightsSendWhatOneDoes() throws InterruptedException {
        // Given
        List<String> one = play(SCENARIO, null);

        // When
        List<List<String>> parts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int part = 0; part < 8; part++) {
            int mine = part;
            List<String> events = new ArrayList<>();
            parts.add(events);
            threads.add(Thread.ofPlatform().start(() -> {
                EventWriter writer = new EventWriter();
                Market.of(SCENARIO, flight -> Math.floorMod(flight.hashCode(), 8) == mine)
                        .advance(Long.MAX_VALUE, MarketSink.ofEvents(event -> events.add(json(writer, event))));
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        // Then each part is what one thread sends of its flights, in the same order
        for (int part = 0; part < 8; part++) {
            int mine = part;
            assertThat(parts.get(part))
                    .containsExactlyElementsOf(one.stream()
                            .filter(event -> Math.floorMod(flightOf(event).hashCode(), 8) == mine)
                            .toList());
        }
    }

    @Test
    void withoutPromotionsTheTwinIsTheRealWorld() {
        // When
        MarketOutcome outcome = Market.run(SCENARIO, null);

        // Then
        assertThat(outcome.effects()).containsOnlyKeys(Effect.NONE);
        assertThat(outcome.flights())
                .hasSize(24)
                .allMatch(flight -> flight.bookedSeats() == flight.counterfactualBookedSeats()
                        && flight.boardedSeats() == flight.counterfactualBoardedSeats()
                        && flight.revenue().equals(flight.counterfactualRevenue()));
    }

    @Test
    void theTwinOfAPromotedWorldIsTheWorldWithoutPromotions() {
        for (long seed = 1; seed <= 5; seed++) {
            // Given
            Scenario scenario = SCENARIO.withSeed(seed);
            Map<String, BookingTruth> without = truths(scenario, null);

            // When
            Map<String, BookingTruth> with = truths(scenario, POLICY);

            // Then each customer's counterfactual is what that customer does where there are no promotions
            assertThat(with.values()).anyMatch(truth -> truth.effect() == Effect.INDUCED);
            assertThat(with.values()).anyMatch(truth -> truth.effect() == Effect.DILUTED);
            for (BookingTruth truth : with.values()) {
                BookingTruth alone = without.get(truth.bookingId());
                if (alone == null) {
                    assertThat(truth.counterfactualTotalPrice()).isNull();
                } else {
                    assertThat(truth.counterfactualTotalPrice()).isEqualTo(alone.totalPrice());
                    assertThat(truth.counterfactualFareBucket()).isEqualTo(alone.fareBucket());
                    assertThat(truth.willingnessToPay()).isEqualTo(alone.willingnessToPay());
                }
            }
            assertThat(with.keySet()).containsAll(without.keySet());
        }
    }

    @Test
    void promotionsChangeOfABookingNothingButItsPrice() {
        int promoted = 0;
        for (long seed = 1; seed <= 5; seed++) {
            // Given
            Map<String, BookingCreated> without = bookings(SCENARIO.withSeed(seed), null);

            // When
            Map<String, BookingCreated> with = bookings(SCENARIO.withSeed(seed), RandomPolicy.of(seed));

            // Then
            for (BookingCreated booking : with.values()) {
                BookingCreated alone = without.get(booking.bookingId());
                if (alone != null) {
                    assertThat(booking.eventTime()).isEqualTo(alone.eventTime());
                    assertThat(booking.channel()).isEqualTo(alone.channel());
                    assertThat(booking.passengers()).isEqualTo(alone.passengers());
                    promoted += booking.promotionId() == null ? 0 : 1;
                }
            }
        }
        assertThat(promoted).isPositive();
    }

    @Test
    void aBookingOfBothWorldsIsTakenBackInBothAtTheSameTime() {
        for (long seed = 1; seed <= 5; seed++) {
            // Given
            Scenario scenario = SCENARIO.withSeed(seed);
            Policy policy = RandomPolicy.of(seed);
            Map<String, BookingCreated> without = bookings(scenario, null);
            Map<String, BookingCreated> with = bookings(scenario, policy);

            // When
            Map<String, BookingCancelled> cancelledWithout = cancellations(scenario, null);
            Map<String, BookingCancelled> cancelledWith = cancellations(scenario, policy);

            // Then
            assertThat(cancelledWith).isNotEmpty();
            for (String id : with.keySet()) {
                if (without.containsKey(id)) {
                    assertThat(cancelledWith.get(id)).isEqualTo(cancelledWithout.get(id));
                }
            }
        }
    }

    @Test
    void customersWhoAreAskedAgainDoWhatTheyWouldHaveDone() {
        // Given
        List<String> once = promoted(1);

        // When
        List<String> often = promoted(200);

        // Then
        assertThat(often).isEqualTo(once).anyMatch(event -> event.contains("INDUCED"));
    }

    /** One offer for each flight, and after it so many decisions that change nothing. */
    private static List<String> promoted(int times) {
        List<String> events = new ArrayList<>();
        EventWriter writer = new EventWriter();
        MarketSink out = MarketSink.ofEvents(event -> events.add(json(writer, event)));
        Market market = Market.of(SCENARIO);
        long day = Micros.PER_DAY;
        long offered = Micros.of(SCENARIO.firstDay()) - 35 * day;
        market.advance(offered, out);
        for (String flight : flightsIn(events)) {
            Instant at = Micros.toInstant(offered);
            market.apply(
                    new PromotionTriggered(
                            at, flight, "test", 0.1, 50_000, "K", 25, "all", at.plusSeconds(30 * 86_400), null),
                    offered);
        }
        for (int i = 1; i <= times; i++) {
            long next = offered + 30 * day * i / times;
            market.advance(next, out);
            for (String flight : flightsIn(events)) {
                market.apply(
                        new PromotionEnded(Micros.toInstant(next), flight, "another", PromotionEnded.Reason.EXPIRED),
                        next);
            }
        }
        market.advance(Long.MAX_VALUE, out);
        return events;
    }

    private static List<String> flightsIn(List<String> events) {
        return scheduledIn(events).stream().map(MarketTest::flightOf).toList();
    }

    @Test
    void noClassSellsMoreThanItsCabinAndItsNestAllow() {
        // When
        MarketOutcome outcome = Market.run(ScenarioReader.preset("network").withDays(1), POLICY);

        // Then
        assertThat(outcome.flights()).hasSize(600).allMatch(flight -> flight.bookedSeats() <= flight.totalSeats());
    }

    private static List<String> play(Scenario scenario, Policy policy) {
        List<String> events = new ArrayList<>();
        EventWriter writer = new EventWriter();
        Market.run(scenario, policy, event -> events.add(json(writer, event)));
        return events;
    }

    private static Map<String, BookingTruth> truths(Scenario scenario, Policy policy) {
        Map<String, BookingTruth> truths = new HashMap<>();
        Market.run(scenario, policy, event -> {
            if (event instanceof BookingTruth truth) {
                truths.put(truth.bookingId(), truth);
            }
        });
        return truths;
    }

    private static Map<String, BookingCreated> bookings(Scenario scenario, Policy policy) {
        Map<String, BookingCreated> bookings = new HashMap<>();
        Market.run(scenario, policy, event -> {
            if (event instanceof BookingCreated booking) {
                bookings.put(booking.bookingId(), booking);
            }
        });
        return bookings;
    }

    private static Map<String, BookingCancelled> cancellations(Scenario scenario, Policy policy) {
        Map<String, BookingCancelled> cancellations = new HashMap<>();
        Market.run(scenario, policy, event -> {
            if (event instanceof BookingCancelled cancelled) {
                cancellations.put(cancelled.bookingId(), cancelled);
            }
        });
        return cancellations;
    }

    private static List<String> scheduledIn(List<String> events) {
        return events.stream()
                .filter(event -> event.contains("FlightScheduled"))
                .toList();
    }

    private static String flightOf(String event) {
        int from = event.indexOf("\"flight_id\":\"") + 13;
        return event.substring(from, event.indexOf('"', from));
    }

    private static String json(EventWriter writer, Event event) {
        return new String(writer.write(event), StandardCharsets.UTF_8);
    }
}
