package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Curve;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What 2,000 flights do against what their scenario says. All chance has a seed, so a pass is a pass for ever. */
class MarketStatisticsTest {

    private static final int FLIGHTS = 2_000;

    private static final Scenario NETWORK = ScenarioReader.preset("network").withDays(4);

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void arrivalsInEachIntervalAreThoseOfThePoissonProcess(int segment) {
        // Given demand that varies by nothing but its own chance
        Scenario steady = steady();
        Demand demand = new Demand(steady, false);
        Schedule schedule = Schedule.of(steady);
        int frames = steady.segments().get(segment).bookingCurve().points().size() + 1;
        double[] expected = new double[frames];
        double[] came = new double[frames];

        // When
        for (int i = 0; i < FLIGHTS; i++) {
            FlightPlan flight = schedule.flight(i);
            ArrivalShape shape = demand.shapeOf(flight, segment);
            double parties = demand.partiesOf(flight, segment);
            for (int piece = 0; piece < shape.pieces(); piece++) {
                expected[shape.frame[piece]] += (shape.before[piece + 1] - shape.before[piece]) * parties;
            }
            for (Arrivals all = new Arrivals(demand, flight, segment); all.time() != Long.MAX_VALUE; all.next()) {
                came[shape.frame[all.piece()]]++;
            }
        }

        // Then
        double chiSquare = 0;
        int degrees = 0;
        for (int frame = 0; frame < frames; frame++) {
            if (expected[frame] > 0) {
                chiSquare += (came[frame] - expected[frame]) * (came[frame] - expected[frame]) / expected[frame];
                degrees++;
            } else {
                assertThat(came[frame]).isZero();
            }
        }
        System.out.printf(
                "%s arrivals: chi-square %.1f, %d degrees%n", demand.segments[segment].name, chiSquare, degrees);
        // The 99.9 % quantile of chi-square, by Wilson and Hilferty's approximation.
        double spread = 2.0 / (9 * degrees);
        assertThat(chiSquare).isLessThan(degrees * Math.pow(1 - spread + 3.09 * Math.sqrt(spread), 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void thoseWhoWouldPayTheBaseFareComeAlongTheBookingCurve(int segment) {
        // Given
        Scenario steady = steady();
        Demand demand = new Demand(steady, false);
        Schedule schedule = Schedule.of(steady);
        Curve curve = steady.segments().get(segment).bookingCurve();
        double[] bookedBy = new double[curve.points().size()];
        double all = 0;

        // When
        for (int i = 0; i < FLIGHTS; i++) {
            FlightPlan flight = schedule.flight(i);
            for (Arrivals one = new Arrivals(demand, flight, segment); one.time() != Long.MAX_VALUE; one.next()) {
                if (one.willingness() >= 1) {
                    all++;
                    double daysBefore = (flight.departure() - one.time()) / (double) Micros.PER_DAY;
                    for (int point = 0; point < bookedBy.length; point++) {
                        bookedBy[point] +=
                                daysBefore >= curve.points().get(point).daysBefore() ? 1 : 0;
                    }
                }
            }
        }

        // Then within four standard errors of a share
        for (int point = 0; point < bookedBy.length; point++) {
            double share = curve.points().get(point).value();
            double error = Math.sqrt(share * (1 - share) / all);
            assertThat(bookedBy[point] / all)
                    .as(
                            "%s by %s days",
                            demand.segments[segment].name,
                            curve.points().get(point).daysBefore())
                    .isCloseTo(share, within(4 * error + 1e-9));
        }
    }

    /** Short haul: business -0.7, leisure -1.5 (Gillen et al. as quoted by IATA Economics Briefing 9). */
    @ParameterizedTest
    @CsvSource({"0, -0.7", "1, -1.5"})
    void arcElasticityOfDemandIsThatOfTheLiterature(int segment, double cited) {
        // Given
        Demand demand = new Demand(NETWORK, false);
        Schedule schedule = Schedule.of(NETWORK);
        double cheaper = 0;
        double dearer = 0;

        // When each customer is offered the cheapest class on sale at that time, 5 % below and above its price
        for (int i = 0; i < FLIGHTS; i++) {
            FlightPlan flight = schedule.flight(i);
            for (Arrivals one = new Arrivals(demand, flight, segment); one.time() < flight.departure(); one.next()) {
                SegmentDraws draws = demand.segments[segment];
                int cabin = flight.route().cabinFor(draws.wantsPremium(one.customerKey()));
                CabinPlan plan = flight.route().cabins[cabin];
                long left = flight.departure() - one.time();
                Purchase cheapest =
                        Purchase.choose(plan, cabin, new CabinSales(plan), null, 1, Double.MAX_VALUE, one.time(), left);
                double pays = one.willingness() * plan.cents[plan.classes - 1];
                int party = draws.party(one.customerKey());
                cheaper += pays >= cheapest.cents() * 0.95 ? party : 0;
                dearer += pays >= cheapest.cents() * 1.05 ? party : 0;
            }
        }

        // Then
        double elasticity = Math.log(dearer / cheaper) / Math.log(1.05 / 0.95);
        System.out.printf(
                "%s arc elasticity over 10 %% of price: %.3f (cited %.1f)%n",
                demand.segments[segment].name, elasticity, cited);
        assertThat(elasticity).isCloseTo(cited, within(0.1));
    }

    /** The industry's load factor of 2025, of passengers flown, was 83.6 % (IATA). */
    @Test
    void flightsLeaveAsFullAsTheIndustrysWithATailOfWeakOnes() {
        // When
        MarketOutcome outcome = Market.run(NETWORK, null);

        // Then
        int[] tenths = new int[11];
        outcome.flights().forEach(flight -> tenths[10 * flight.boardedSeats() / flight.totalSeats()]++);
        System.out.printf(
                "load factor %.3f booked, %.3f boarded, spill rate %.3f of %d flights; boarded by tenths %s%n",
                outcome.loadFactor(),
                outcome.boardedLoadFactor(),
                outcome.spillRate(),
                outcome.flights().size(),
                java.util.Arrays.toString(tenths));
        assertThat(outcome.boardedLoadFactor()).isCloseTo(0.836, within(0.015));
        double weak = 0;
        for (int tenth = 0; tenth < 6; tenth++) {
            weak += tenths[tenth];
        }
        assertThat(weak / outcome.flights().size()).isBetween(0.05, 0.25);
    }

    private static Scenario steady() {
        return VariedScenario.steady(NETWORK);
    }
}
