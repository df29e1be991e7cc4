package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.market.scenario.Variation;
import org.junit.jupiter.api.Test;

/** How flights share their luck: by day, by market, by segment and by interval; all within four standard errors. */
class VariationTest {

    private static final int DAYS = 10_000;

    /** Eight markets of it have two flights a day. */
    private static final Scenario HUB = ScenarioReader.preset("hub");

    @Test
    void flightsVaryTogetherByTheDayAndTheMarketThatTheyShareAndByNothingElse() {
        // Given factors of demand that are far enough apart to be told by their products
        Variation variation = new Variation(0.2, 0.3, 0.25, 0);
        Scenario varied = VariedScenario.with(HUB, variation).withDays(DAYS);
        Demand demand = new Demand(varied, false);
        Demand steady = new Demand(VariedScenario.steady(HUB), false);
        Schedule schedule = Schedule.of(varied);
        int routes = schedule.flights() / DAYS;
        int[] pair = sameMarket(schedule, routes);
        int other = (pair[0] + 1) % routes == pair[1] ? (pair[0] + 2) % routes : (pair[0] + 1) % routes;

        // When
        double[] leisure = new double[DAYS];
        double[] business = new double[DAYS];
        double[] laterLeisure = new double[DAYS];
        double[] elsewhere = new double[DAYS];
        double[] dayAfter = new double[DAYS];
        for (int day = 0; day < DAYS; day++) {
            leisure[day] = luck(demand, steady, schedule.flight(day * routes + pair[0]), 1);
            business[day] = luck(demand, steady, schedule.flight(day * routes + pair[0]), 0);
            laterLeisure[day] = luck(demand, steady, schedule.flight(day * routes + pair[1]), 1);
            elsewhere[day] = luck(demand, steady, schedule.flight(day * routes + other), 1);
            dayAfter[(day + DAYS - 1) % DAYS] = leisure[day];
        }

        // Then
        double system = 1 + variation.system() * variation.system();
        double market = 1 + variation.market() * variation.market();
        double segment = 1 + variation.segment() * variation.segment();
        variesWith(leisure, leisure, system * market * segment - 1);
        variesWith(leisure, business, system * market - 1);
        variesWith(leisure, laterLeisure, system * market - 1);
        variesWith(leisure, elsewhere, system - 1);
        variesWith(leisure, dayAfter, 0);
    }

    @Test
    void theIntervalsOfOneFlightVaryEachForItself() {
        // Given
        Variation variation = new Variation(0, 0, 0, 0.5);
        Scenario varied = VariedScenario.with(HUB, variation).withDays(20);
        Demand demand = new Demand(varied, false);
        Schedule schedule = Schedule.of(varied);
        double ofItself = 0;
        double ofTheNext = 0;
        double squares = 0;
        double products = 0;

        // When
        for (int i = 0; i < schedule.flights(); i++) {
            FlightPlan flight = schedule.flight(i);
            ArrivalShape shape = demand.shapeOf(flight, 1);
            double[] more = new double[shape.frame[shape.pieces() - 1] + 1];
            double[] expected = new double[more.length];
            for (int piece = 0; piece < shape.pieces(); piece++) {
                expected[shape.frame[piece]] +=
                        (shape.before[piece + 1] - shape.before[piece]) * demand.partiesOf(flight, 1);
            }
            for (Arrivals one = new Arrivals(demand, flight, 1); one.time() != Long.MAX_VALUE; one.next()) {
                more[shape.frame[one.piece()]]++;
            }
            for (int frame = 0; frame < more.length; frame++) {
                more[frame] -= expected[frame];
                // A Poisson count varies by its mean besides.
                ofItself += more[frame] * more[frame] - expected[frame];
                squares += expected[frame] * expected[frame];
                if (frame > 0) {
                    ofTheNext += more[frame] * more[frame - 1];
                    products += expected[frame] * expected[frame - 1];
                }
            }
        }

        // Then
        assertThat(ofItself / squares).isCloseTo(variation.frame() * variation.frame(), within(0.03));
        assertThat(ofTheNext / products).isCloseTo(0, within(0.03));
    }

    private static double luck(Demand demand, Demand steady, FlightPlan flight, int segment) {
        return demand.partiesOf(flight, segment) / steady.partiesOf(flight, segment);
    }

    /** The mean of both is 1. */
    private static void variesWith(double[] one, double[] other, double expected) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            double product = (one[i] - 1) * (other[i] - 1);
            sum += product;
            squares += product * product;
        }
        double covariance = sum / one.length;
        double error = Math.sqrt((squares / one.length - covariance * covariance) / one.length);
        assertThat(covariance).isCloseTo(expected, within(4 * error));
        // Near enough to tell it from any of the others.
        assertThat(4 * error).isLessThan(0.02);
    }

    /** Two flights of one day, by their number in it. */
    private static int[] sameMarket(Schedule schedule, int routes) {
        for (int one = 0; one < routes; one++) {
            for (int other = one + 1; other < routes; other++) {
                RoutePlan a = schedule.flight(one).route();
                RoutePlan b = schedule.flight(other).route();
                if (a.from.equals(b.from) && a.to.equals(b.to)) {
                    return new int[] {one, other};
                }
            }
        }
        throw new IllegalStateException("no market has two flights a day");
    }
}
