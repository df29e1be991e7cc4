package io.loadstream.domain.market.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ScenarioReaderTest {

    @SuppressWarnings("unused")
    private static final java.util.List<String> NAMES = ScenarioReader.PRESETS;

    private static final String LEISURE_CURVE = "    booking_curve: {63d: 0.17";

    private static final String ROUTE = """
            name: mine
            routes:
              - airlines: [LS]
                from: [FRA]
                to: [LHR]
                both_ways: false
                aircraft: A320
                departures: ["07:00"]
                strength: 1
                business: 0.5
            """;

    @ParameterizedTest
    @FieldSource("NAMES")
    void presetsAreValid(String preset) {
        // When
        Scenario scenario = ScenarioReader.preset(preset);

        // Then
        assertThat(scenario.name()).isEqualTo(preset);
    }

    @Test
    void theDefaultsDocumentEveryKeyThatTheReaderKnows() throws IOException {
        // Given
        String defaults = ScenarioReader.defaults();

        // When / Then
        assertThat(KnownKeys.read())
                .hasSizeGreaterThan(50)
                .allSatisfy(key -> assertThat(defaults).containsPattern("\\b" + key + ":\\s"));
    }

    @Test
    void theExampleOfRoutesInTheDefaultsIsGood() {
        // Given
        String example = ScenarioReader.defaults()
                .lines()
                .dropWhile(line -> !line.startsWith("# name: "))
                .takeWhile(line -> !line.startsWith("# Seed "))
                .filter(line -> !line.startsWith("# Routes, "))
                .map(line -> line.replaceFirst("^# ?", ""))
                .collect(Collectors.joining("\n"));

        // When
        Scenario scenario = ScenarioReader.read("example", example);

        // Then
        assertThat(scenario.routes().getFirst().to()).containsExactly("LHR", "CDG");
    }

    @Test
    void worldHasAHundredThousandFlightsADay() {
        // When
        RouteGroup group = ScenarioReader.preset("world").routes().getFirst();

        // Then
        int airports = group.from().size();
        assertThat(airports * (airports - 1) * group.departures().size()).isEqualTo(101_000);
    }

    @Test
    void distancesAreGreatCircles() {
        // Given
        Airport london = new Airport("LHR", 51.4700, -0.4543);
        Airport newYork = new Airport("JFK", 40.6413, -73.7781);

        // When / Then: 5,540 km by published tables
        assertThat(london.distanceTo(newYork)).isCloseTo(5540, within(10.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days: 0                                    | mine.yaml:11: days must be positive: 0",
                "sale: soon                                 | mine.yaml:11: sale must be a duration such as 30m, 12h or 7d: soon",
                "sale: 12h                                  | mine.yaml:11: sale must open before all customers have come by the booking_curve of BUSINESS: PT12H",
                "curency: EUR                               | mine.yaml:11: curency is unknown in the scenario",
                "seed: one                                  | mine.yaml:11: seed must be a whole number: one",
                "currency: euro                             | mine.yaml:11: currency must be an ISO 4217 code: euro",
                "aircraft: {A320: {speed_kmh: 780, seats: {Y: -5}}} | mine.yaml:11: Y must have a positive number of seats: -5",
                "aircraft: {A320: {speed_kmh: 780, seats: {J: 9, W: 9, Y: 99}}} | mine.yaml:11: seats must name at most 2 cabins, premium and economy: [J, W, Y]",
                "aircraft: {A319: {speed_kmh: 780, seats: {Y: 5}}} | mine.yaml:7: aircraft is not described: A320",
                "airports: {FRA: [50, 8]}                   | mine.yaml:5: to names an airport that is not described: LHR",
                "airports: {FRA: [91, 8], LHR: [51, 0]}     | mine.yaml:11: FRA must have a latitude between -90 and 90: 91.0",
                "airports: {FRA: [50], LHR: [51, 0]}        | mine.yaml:11: FRA must have a latitude and a longitude: [50.0]",
                "variation: {system: -1, market: 0, segment: 0, frame: 0} | mine.yaml:11: system must lie between 0 and 1: -1.0",
                "disruptions: {cancelled: 0.6, put_off: 0.5, notice: 3h, delay: 1h, given_back: 0, scripted: []} | mine.yaml:11: put_off must be at most 1 together with cancelled: 0.5",
                "disruptions: {cancelled: 0, put_off: 0, notice: [3d, 3h], delay: 1h, given_back: 0, scripted: []} | mine.yaml:11: notice must not fall: PT72H to PT3H",
                "disruptions: {cancelled: 0.1, put_off: 0, notice: 70d, delay: 1h, given_back: 0, scripted: []} | mine.yaml:11: notice must be shorter than the sale, PT1680H: PT1680H",
                "disruptions: {cancelled: 0, put_off: 0, notice: 3h, delay: 0h, given_back: 0, scripted: []} | mine.yaml:11: delay must be positive: PT0S",
                "disruptions: {cancelled: 0, put_off: 0, notice: 3h, delay: 1h, given_back: 0, scripted: [{from: LHR, to: FRA, day: 2026-03-16, notice: 1d}]} | mine.yaml:11: from and to must be a route that somebody flies: LHR to FRA",
                "disruptions: {cancelled: 0, put_off: 0, notice: 3h, delay: 1h, given_back: 0, scripted: [{from: FRA, to: LHR, day: 2026-03-17, notice: 1d}]} | mine.yaml:11: day must be one with departures: 2026-03-17",
                "disruptions: {cancelled: 0, put_off: 0, notice: 3h, delay: 1h, given_back: 0, scripted: [{from: FRA, to: LHR, day: soon, notice: 1d}]} | mine.yaml:11: day must be a day such as 2026-03-16: soon",
                "days: 1: 2                                 | mine.yaml:11: scenario is not valid YAML: mapping values are not allowed here"
            })
    void brokenRuleIsToldWithItsLineAndField(String extra, String message) {
        // When / Then
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", ROUTE + extra + "\n"))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessage(message);
    }

    @Test
    void pricesOutOfOrderAreToldAtTheClassAtFault() {
        // Given
        String fares = """
                fares:
                  J: [{bucket: J, multiple: 9, advance: 0d, limit: 1}]
                  Y:
                    - {bucket: Y, multiple: 2.0, advance: 0d, limit: 1.0}
                    - {bucket: B, multiple: 3.0, advance: 0d, limit: 0.9}
                """;

        // When / Then
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", ROUTE + fares))
                .hasMessage("mine.yaml:15: multiple must fall from class to class: B 3.0 is not below Y 2.0");
    }

    @Test
    void curveThatDoesNotEndAtOneIsTold() {
        // Given
        String broken = ScenarioReader.defaults().replace("3d: 0.98, 1d: 1}", "3d: 0.98, 1d: 0.99}");

        // When / Then
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", broken + ROUTE))
                .hasMessage("mine.yaml:%d: booking_curve must end at 1: 0.99".formatted(lineOf(broken, LEISURE_CURVE)));
    }

    @Test
    void noRouteIsFlownTwiceByBeingThereAndBack() {
        // Given
        String twice = ROUTE.replace("to: [LHR]", "to: [LHR, CDG]").replace("from: [FRA]", "from: [LHR, CDG, FRA]");

        // When / Then
        assertThat(ScenarioReader.read("mine.yaml", twice).routes().getFirst().flightsADay())
                .isEqualTo(4);
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", twice.replace("both_ways: false", "both_ways: true")))
                .hasMessage(
                        "mine.yaml:6: both_ways must be false where two airports are in from and in to, whose routes would"
                                + " be flown twice: [LHR, CDG]");
    }

    @Test
    void moreFlightsThanCanBeCountedAreRefused() {
        // Given
        Scenario world = ScenarioReader.preset("world");

        // When / Then
        assertThat(world.withDays(1_000).days()).isEqualTo(1_000);
        assertThatThrownBy(() -> world.withDays(30_000))
                .hasMessage("days must not make more than 101000000 flights: 3030000000");
    }

    @Test
    void aCurveOfMorePointsThanItsIntervalsHaveNumbersForIsRefused() {
        // Given
        String points = IntStream.range(0, 128)
                .mapToObj(i -> (200 - i) + "m: " + (i == 127 ? 1 : 0.5))
                .collect(Collectors.joining(", "));
        String broken =
                ScenarioReader.defaults().replaceFirst("booking_curve: \\{[^}]*}", "booking_curve: {" + points + "}");

        // When / Then
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", broken + ROUTE))
                .hasMessageMatching("mine.yaml:\\d+: booking_curve must have at most 100 points: 128");
    }

    @Test
    void namesThatNoEventCouldCarryAreTold() {
        // Given
        String lowerCase = ROUTE.replace("[LS]", "[LS, ls]");
        String broken = ScenarioReader.defaults().replace("WEB: 0.25", "\"W\\u0000B\": 0.25");

        // When / Then
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", lowerCase))
                .hasMessage("mine.yaml:3: airlines must be two or three capital letters or digits: ls");
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", broken + ROUTE))
                .hasMessageMatching("mine.yaml:\\d+: channels must not hold control characters");
    }

    private static long lineOf(String yaml, String text) {
        assertThat(yaml).containsOnlyOnce(text);
        return 1 + yaml.substring(0, yaml.indexOf(text)).lines().count();
    }
}
