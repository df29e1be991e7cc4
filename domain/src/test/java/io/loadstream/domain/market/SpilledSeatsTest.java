package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What flights tell that they could not sell, beside a plain recount: all customers of each flight come once more and look at
 * the seats that the flight's bookings had left then.
 */
class SpilledSeatsTest {

    private static final int SEEDS = 8;

    private static final List<String> BUCKETS = List.of("K", "Q", "H", "Y", "D");

    private static final String CROWDED = """
            name: crowded
            days: 6
            routes:
              - airlines: [LS]
                from: [FRA]
                to: [LHR, IST]
                both_ways: true
                aircraft: A320
                departures: ["07:00"]
                strength: 1.8
                business: 0.4
            disruptions:
              cancelled: 0.15
              put_off: 0.3
              notice: [1h, 4d]
              delay: [30m, 6h]
              given_back: 0.3
              scripted: []
            """;

    private int flights;
    private int moreThanWithout;
    private int fewerThanWithout;
    private int whereCancelled;
    private int wherePutOff;
    private int premiumCustomers;

    @Test
    void eachCustomerWhomTheCabinCannotSeatCountsOnceInBothWorldsWhateverOffersComeAndGo() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            // Given
            Scenario scenario = ScenarioReader.read("crowded.yaml", CROWDED).withSeed(seed);
            Map<String, Life> without = lives(scenario, 0);

            // When
            Map<String, Life> with = lives(scenario, 0.03);

            // Then
            Demand demand = new Demand(scenario, false);
            Schedule schedule = Schedule.of(scenario);
            for (int i = 0; i < schedule.flights(); i++) {
                compare(demand, schedule.flight(i), without, with);
            }
        }
        assertThat(flights).isEqualTo(SEEDS * 24);
        assertThat(moreThanWithout).isGreaterThan(20);
        assertThat(fewerThanWithout).isPositive();
        assertThat(whereCancelled).isGreaterThan(10);
        assertThat(wherePutOff).isGreaterThan(20);
        assertThat(premiumCustomers).isGreaterThan(1_000);
    }

    private void compare(Demand demand, FlightPlan flight, Map<String, Life> without, Map<String, Life> with) {
        Life alone = without.get(flight.id());
        Life promoted = with.get(flight.id());
        int counterfactual = recount(demand, flight, alone);
        assertThat(alone.truth.spilledSeats()).as(flight.id()).isEqualTo(counterfactual);
        assertThat(alone.truth.counterfactualSpilledSeats()).as(flight.id()).isEqualTo(counterfactual);
        int spilled = recount(demand, flight, promoted);
        assertThat(promoted.truth.spilledSeats()).as(flight.id()).isEqualTo(spilled);
        assertThat(promoted.truth.counterfactualSpilledSeats()).as(flight.id()).isEqualTo(counterfactual);
        flights++;
        moreThanWithout += spilled > counterfactual ? 1 : 0;
        fewerThanWithout += spilled < counterfactual ? 1 : 0;
        whereCancelled += spilled > 0 && alone.cancelled ? 1 : 0;
        wherePutOff += spilled > 0 && alone.newTime != null ? 1 : 0;
    }

    /** Knows no worlds, no offers and no looking ahead: only what was booked, and who came. */
    private int recount(Demand demand, FlightPlan flight, Life life) {
        int spilled = 0;
        for (int segment = 0; segment < demand.segments.length; segment++) {
            for (Arrivals one = new Arrivals(demand, flight, segment); one.time() != Long.MAX_VALUE; one.next()) {
                long key = one.customerKey();
                boolean premium = one.segment.wantsPremium(key);
                CabinPlan cabin = flight.route().cabins[flight.route().cabinFor(premium)];
                long at = life.newTime == null ? one.time() : life.newTime.of(one.time());
                double pays = one.willingness() * cabin.cents[cabin.classes - 1];
                int party = one.segment.party(key);
                if (at < life.end
                        && pays >= cabin.lowestFare(life.departure(at, flight) - at)
                        && cabin.limits[0] - life.sold(cabin.code, at) < party) {
                    spilled += party;
                    premiumCustomers += premium ? 1 : 0;
                }
            }
        }
        return spilled;
    }

    /** What was told of a flight. */
    private static final class Life {

        private final Map<String, BookingCreated> standing = new HashMap<>();
        /** Seats sold in a cabin from a moment on. */
        private final Map<String, TreeMap<Long, Integer>> sold = new HashMap<>();

        private NewTime newTime;
        private Instant planned;
        private boolean cancelled;
        private long end;
        private FlightTruth truth;

        void hear(Event event) {
            long at = Micros.of(event.eventTime());
            switch (event) {
                case FlightScheduled scheduled when planned == null -> planned = scheduled.scheduledDepartureTime();
                case FlightScheduled again ->
                    newTime = new NewTime(at, Micros.of(planned), Micros.of(again.scheduledDepartureTime()));
                case BookingCreated booking -> {
                    standing.put(booking.bookingId(), booking);
                    change(booking, booking.seats(), at);
                }
                case BookingCancelled back -> {
                    BookingCreated booking = standing.remove(back.bookingId());
                    change(booking, -booking.seats(), at);
                }
                case FlightDeparted departed -> end = at;
                case FlightCancelled told -> {
                    cancelled = true;
                    end = at;
                }
                case FlightTruth told -> truth = told;
                default -> {
                    // Changes no seats.
                }
            }
        }

        private void change(BookingCreated booking, int seats, long at) {
            TreeMap<Long, Integer> cabin = sold.computeIfAbsent(
                    booking.passengers().getFirst().cabinCode(), code -> new TreeMap<>(Map.of(Long.MIN_VALUE, 0)));
            cabin.put(at, cabin.lastEntry().getValue() + seats);
        }

        /** Seats of bookings that stand when a customer comes, who has not bought yet. */
        int sold(String cabin, long at) {
            TreeMap<Long, Integer> seats = sold.get(cabin);
            return seats == null ? 0 : seats.lowerEntry(at).getValue();
        }

        long departure(long at, FlightPlan flight) {
            return newTime == null || at <= newTime.told() ? flight.departure() : newTime.departure();
        }
    }

    /** @param offered share of flights that get an offer each half day, be they empty or full */
    private static Map<String, Life> lives(Scenario scenario, double offered) {
        Map<String, Life> lives = new TreeMap<>();
        MarketSink out = MarketSink.ofEvents(event ->
                lives.computeIfAbsent(event.flightId(), id -> new Life()).hear(event));
        SplittableRandom random = new SplittableRandom(scenario.seed());
        Market market = Market.of(scenario);
        for (long at = market.next(); market.next() != Long.MAX_VALUE; at += Micros.PER_DAY / 2) {
            market.advance(at, out);
            for (String flight : lives.keySet()) {
                if (random.nextDouble() < offered) {
                    market.apply(offer(flight, random, Micros.toInstant(at)), at);
                }
            }
        }
        return lives;
    }

    private static PromotionTriggered offer(String flight, SplittableRandom random, Instant at) {
        String bucket = BUCKETS.get(random.nextInt(BUCKETS.size()));
        Instant until = at.plus(Duration.ofHours(random.nextInt(1, 120)));
        return new PromotionTriggered(at, flight, "test", 0.5, 50_000, bucket, 30, "any", until, null);
    }
}
