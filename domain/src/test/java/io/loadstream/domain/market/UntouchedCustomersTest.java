package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.Happening.Kind;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No customer but those whose price or seats promotions changed behaves differently; under policies of all kinds. */
class UntouchedCustomersTest {

    private static final int SEEDS = 20;

    private final Map<String, Offers> offers = new HashMap<>();
    private final Set<String> appeared = new HashSet<>();
    private final Set<String> disappeared = new HashSet<>();
    private int paidLess;

    @Test
    void whoeverBehavesDifferentlyMetAnotherPrice() {
        int allAppeared = 0;
        int allDisappeared = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            play(seed);
            allAppeared += appeared.size();
            allDisappeared += disappeared.size();
        }
        assertThat(allAppeared).isGreaterThan(500);
        assertThat(allDisappeared).isGreaterThan(20);
        assertThat(paidLess).isGreaterThan(500);
    }

    private void play(long seed) {
        // Given a world without promotions, and what a policy decides in one with the same customers
        Scenario scenario = ScenarioReader.preset("small").withSeed(seed);
        Policy policy = RandomPolicy.of(seed);
        Set<String> without = bookings(scenario, null);
        Set<String> with = bookings(scenario, policy);
        Map<Long, List<PromotionEvent>> decided = decisions(scenario, policy);
        appeared.clear();
        disappeared.clear();
        Schedule schedule = Schedule.of(scenario);
        for (int i = 0; i < schedule.flights(); i++) {
            offers.put(schedule.flight(i).id(), new Offers(schedule.flight(i).route()));
        }

        // When each customer who buys in either world is asked again what there was to buy in both
        Market market = Market.of(scenario);
        while (market.next() != Long.MAX_VALUE) {
            long end = market.reactionEnd();
            market.advance(end, this::ask);
            for (PromotionEvent decision : decided.getOrDefault(end, List.of())) {
                market.apply(decision, end);
                see(decision, end);
            }
        }

        // Then those who differ, each of whom met another price, are all who differ between the two worlds
        Set<String> onlyWith = new HashSet<>(with);
        onlyWith.removeAll(without);
        Set<String> onlyWithout = new HashSet<>(without);
        onlyWithout.removeAll(with);
        assertThat(appeared).isEqualTo(onlyWith);
        assertThat(disappeared).isEqualTo(onlyWithout);
    }

    private void ask(Happening one) {
        if (one.kind() != Kind.BOOKING_TRUTH) {
            return;
        }
        Purchase met = met(one, one.flight.real(), one.bought, offers.get(one.flightId()));
        Purchase wouldHaveMet = met(one, one.flight.twin(), one.wouldHave, null);
        assertThat(one.bought).isEqualTo(affordable(met, one));
        assertThat(one.wouldHave).isEqualTo(affordable(wouldHaveMet, one));
        if (cents(one.bought) != cents(one.wouldHave)) {
            assertThat(cents(met)).as(one.bookingId()).isNotEqualTo(cents(wouldHaveMet));
        }
        if (one.wouldHave == null) {
            appeared.add(one.bookingId());
        } else if (one.bought == null) {
            disappeared.add(one.bookingId());
        } else if (one.bought.cents() < one.wouldHave.cents()) {
            paidLess++;
        }
    }

    /** The cheapest that there was before the customer bought; {@code null} when there was nothing. */
    private static Purchase met(Happening one, World after, Purchase bought, Offers seen) {
        World world = after.copy();
        if (bought != null) {
            world.takeBack(one.cabin, bought, one.party, false);
        }
        return Purchase.choose(
                one.flight.plan.route().cabins[one.cabin],
                one.cabin,
                world.cabins[one.cabin],
                seen,
                one.party,
                Double.MAX_VALUE,
                one.at,
                one.flight.plan.departure() - one.at);
    }

    private static Purchase affordable(Purchase met, Happening one) {
        return met != null && met.cents() <= one.willingness ? met : null;
    }

    /** 0 for nothing. */
    private static long cents(Purchase purchase) {
        return purchase == null ? 0 : purchase.cents();
    }

    private void see(PromotionEvent decision, long from) {
        switch (decision) {
            case PromotionTriggered triggered -> offers.get(decision.flightId()).add(triggered, from);
            case PromotionEnded ended -> offers.get(decision.flightId()).end(ended, from);
            default -> {
                // Nobody sees it.
            }
        }
    }

    private static Set<String> bookings(Scenario scenario, Policy policy) {
        Set<String> bookings = new HashSet<>();
        Market.run(scenario, policy, event -> {
            if (event instanceof BookingCreated booking) {
                bookings.add(booking.bookingId());
            }
        });
        return bookings;
    }

    /** By the end of the interval of reaction in which they are made: then customers see them. */
    private static Map<Long, List<PromotionEvent>> decisions(Scenario scenario, Policy policy) {
        Map<Long, List<PromotionEvent>> decisions = new HashMap<>();
        long interval = Micros.of(scenario.reaction());
        long[] end = new long[1];
        Market.run(scenario, policy, event -> {
            if (event instanceof PromotionEvent decision) {
                decisions.computeIfAbsent(end[0], at -> new ArrayList<>()).add(decision);
            } else {
                end[0] = (Math.floorDiv(micros(event), interval) + 1) * interval;
            }
        });
        return decisions;
    }

    private static long micros(Event event) {
        return Micros.of(event.eventTime());
    }
}
