package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.market.scenario.Curve;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When customers are expected, against the booking curve that says it. */
class ArrivalShapeTest {

    private static final String ROUTE = """
            name: short
            variation: {system: 0, market: 0, segment: 0, frame: 0}
            routes:
              - {airlines: [LS], from: [FRA], to: [LHR], both_ways: false, aircraft: A320, departures: ["07:00"],
                 strength: 1, business: 0.5}
            """;

    /** With points nearer to each other and to the departure than the pieces of a long sale are long. */
    private static final String FINE = "{40d: 0.2, 95m: 0.3, 92m: 0.5, 91m: 0.6, 1h: 0.7, 20m: 0.9, 0m: 1}";

    @ParameterizedTest
    @ValueSource(strings = {"1501m", "25h", "100h", "241h", "14491m", "21d", "30d", "40d", "63d", "70d", "200d"})
    void allOfTheDemandComesWithinTheSaleHoweverLongItIs(String sale) {
        // Given
        Scenario scenario = ScenarioReader.read("short", ROUTE + "sale: " + sale);

        // When / Then
        assertThat(came(scenario, 0, 0)).isCloseTo(1, within(1e-9));
        assertThat(came(scenario, 1, 0)).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5m", "3h", "50d", "20d"})
    void pointsOfACurveThatLieCloseTogetherLoseNobody(String sale) {
        // Given
        Scenario scenario = ScenarioReader.read("short", withFineCurve() + ROUTE + "sale: " + sale);

        // When / Then
        assertThat(came(scenario, 1, 0)).isCloseTo(1, within(1e-9));
    }

    @Test
    void whoComesWithinAShortSaleComesAlongItsPartOfTheCurve() {
        // Given
        Scenario scenario = ScenarioReader.read("short", ROUTE + "sale: 30d");

        for (int segment = 0; segment < 2; segment++) {
            Curve curve = scenario.segments().get(segment).bookingCurve();
            double missed = curve.at(30);
            for (int days : new int[] {28, 21, 14, 7, 3}) {
                // When
                double came = came(scenario, segment, days);

                // Then
                assertThat(came)
                        .as("%d days before, segment %d", days, segment)
                        .isCloseTo((curve.at(days) - missed) / (1 - missed), within(1e-9));
            }
        }
    }

    /** Share of those who would pay the base fare that is expected by so many days before departure. */
    private static double came(Scenario scenario, int segment, int days) {
        Demand demand = new Demand(scenario, false);
        ArrivalShape shape = demand.shapeOf(Schedule.of(scenario).flight(0), segment);
        double came = 0;
        for (int piece = 0; piece < shape.pieces(); piece++) {
            double ends = (double) (shape.pieces() - piece - 1) * demand.pieceMicros / 86_400e6;
            if (ends >= days) {
                came += (shape.before[piece + 1] - shape.before[piece]) / demand.willingness[segment].poorerToo(piece);
            }
        }
        return came;
    }

    private static String withFineCurve() {
        String defaults = ScenarioReader.defaults();
        int segments = defaults.indexOf("\nsegments:");
        String block = defaults.substring(segments + 1, defaults.indexOf("\n\n", segments) + 1);
        return block.replaceAll("booking_curve: \\{[^}]*}", "booking_curve: " + FINE);
    }
}
