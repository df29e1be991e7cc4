package io.loadstream.domain.market.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of a scenario, broken one at a time. */
class ScenarioRulesTest {

    /** Every key on a line of its own; behind it, values that break its rules. */
    private static final List<String> SCENARIO = """
            name: whole  #! "" | [a] | {b: 1}
            seed: 1  #! one | 1.5
            first_day: 2026-03-16T00:00:00Z  #! today | 2026-03-16T10:00:00Z | 1979-12-31T00:00:00Z | 3000-01-01T00:00:00Z | +1000000000-01-01T00:00:00Z
            days: 2  #! 0 | -1 | 1.5 | 99999999999 | 36501
            sale: 70d  #! 0d | long | 12h=notice | 731d | 999999d
            currency: EUR  #! eur | EURO
            airports:  #! [] | 1
              FRA: [50, 8]  #! [91, 8] | [50] | [50, 181] | [50, x] | 50
              LHR: [51, 0]  #! [51, -181] | [-91, 0] | [51, 0, 0]
            aircraft:  #! 1
              A320:  #! 1
                speed_kmh: 780  #! 0 | fast
                seats:  #! {} | 1 | {A: 1, B: 1, C: 1} | {W: 5}=aircraft
                  J: 30  #! 0 | -1 | many | 10001
                  Y: 150  #! 0 | 1.5
            fares:  #! 1
              Y:  #! 1 | []=fares
                - bucket: Y  #! ""
                  multiple: 2  #! 0 | dear | 1001
                  advance: 0d  #! -1d | late
                  limit: 1  #! 0 | 2
                - bucket: B  #! Y
                  multiple: 1  #! 2 | 3 | -1
                  advance: 7d  #! 7
                  limit: 0.9  #! 1.1 | no
              J:  #! 1
                - bucket: J  #! B
                  multiple: 9  #! 0
                  advance: 0d  #! soon
                  limit: 1  #! 1.6
            base_fare:  #! 1
              fixed: 30  #! -1 | x | 1e10
              per_km: 0.05  #! -0.1 | x | 1e7
            routes:  #! [] | 1
              - airlines: [LS]  #! [] | [ls] | LS | [LS, LS1]=routes
                from: [FRA]  #! [] | [XXX] | FRA | [FRA, FRA]
                to: [LHR]  #! [] | [XXX] | {} | [FRA] | [LHR, LHR]
                both_ways: false  #! maybe
                aircraft: A320  #! A380
                departures: ["07:00"]  #! [] | [7] | ["25:00"]
                spread: 1h  #! -1h | wide
                strength: [0.8, 1.2]  #! 0 | -1 | [1.6, 0.9] | [1, 2, 3] | strong | [1, Infinity] | NaN
                business: [0.3, 0.5]  #! -0.1 | 1.1 | [0.5, 0.3] | [0.5, 1.1]
            segments:  #! {} | 1
              BUSINESS:  #! 1
                booking_curve: {63d: 0.06, 1d: 1}  #! {} | {1d: 0.5} | {63d: 0.5, 7d: 0.4, 1d: 1} | {1d: 1, 7d: 1} | {1d: 2} | {1d: NaN} | 1
                frat5: {63d: 1.7, 1d: 3.7}  #! {} | {1d: 1} | {1d: Infinity}
                party_sizes: [0.86, 0.14]  #! [] | [0.5] | [2, -1] | [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
                cancels: 0.12  #! -1 | 1.5
                no_shows: 0.08  #! -1 | 1.5
                premium: 0.3  #! -1 | 1.5
                channels: {WEB: 1}  #! {} | {WEB: 0.5} | {"": 1}
                weekdays: [1, 1, 1, 1, 1, 1, 1]  #! [1] | [1, 1, 1, 1, 1, 1, 0]
                hours: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]  #! [1] | 1
              LEISURE:  #! 1
                booking_curve: {63d: 0.17, 1d: 1}  #! {1d: 0.5}
                frat5: {63d: 1.4, 1d: 2.6}  #! {1d: 0.9}
                party_sizes: [1]  #! [0.9]
                cancels: 0.06  #! x
                no_shows: 0.03  #! x
                premium: 0.04  #! x
                channels: {WEB: 1}  #! {WEB: 2}
                weekdays: [1, 1, 1, 1, 1, 1, 1]  #! []
                hours: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]  #! []
            lowest_fare: 0.6  #! 0 | 1 | low
            departure_weekdays: [1, 1, 1, 1, 1, 1, 1]  #! [1] | [1, 1, 1, 1, 1, 1, -1]
            variation:  #! 1
              system: 0.1  #! -1 | 1.1 | x
              market: 0.15  #! -1 | 1.1
              segment: 0.2  #! -1 | 1.1
              frame: 0.1  #! -1 | 1.1
            shocks:  #! 1
              per_airport_and_year: 6  #! -1 | 37
              per_route_and_year: 1  #! -1 | 37 | often
              factor: [0.5, 2]  #! 0 | [2, 0.5]
              lasts: 5d  #! 0d | 11d
              scripted:  #! 1
                - airport: LHR  #! XXX | ""
                  starts: 2026-02-01T00:00:00Z  #! soon | +1000000000-01-01T00:00:00Z
                  lasts: 7d  #! 0d
                  factor: 0.5  #! 0 | -1
                - from: FRA  #! LHR | ""
                  to: LHR  #! FRA=from | "" | []
                  starts: 2026-02-01T00:00:00Z  #! 1979-01-01T00:00:00Z
                  lasts: 7d  #! 0d
                  factor: 2  #! fast
            disruptions:  #! 1
              cancelled: 0.1  #! -1 | 2
              put_off: 0.1  #! -1 | 2 | 0.95
              notice: [3h, 14d]  #! 0h | [3d, 3h] | [1d, 70d] | 1
              delay: [30m, 6h]  #! 0h | [3d, 3h]
              given_back: 0.15  #! -1 | 2
              scripted:  #! 1
                - from: FRA  #! LHR | ""
                  to: LHR  #! FRA=from | ""
                  day: 2026-03-17  #! soon | 2026-03-18
                  notice: 2d  #! 0d | 70d
                  delay: 3h  #! late
            snapshot_every: 1d  #! 0d
            reaction: 12h  #! 0h
            chaos:  #! 1
              duplicates: 0.1  #! -1 | 2
              late: 0.1  #! -1 | 2
              lateness: 10m  #! 0m
              malformed: 0.1  #! -1 | 2
            """.lines().toList();

    private static final Pattern LINE = Pattern.compile("([ -]*)(\\w+):(.*?)  #! (.*)");

    /** @param field that is named, at the line that was broken unless it is another field */
    record Broken(int line, String value, String field, boolean elsewhere) {}

    static Stream<Broken> broken() {
        List<Broken> all = new ArrayList<>();
        for (int i = 0; i < SCENARIO.size(); i++) {
            Matcher matcher = LINE.matcher(SCENARIO.get(i));
            assertThat(matcher.matches()).as(SCENARIO.get(i)).isTrue();
            for (String bad : matcher.group(4).split(" \\| ")) {
                String[] value = bad.split("=");
                boolean named = value.length > 1;
                all.add(new Broken(
                        i + 1,
                        value[0],
                        named ? value[1] : matcher.group(2),
                        named && !value[1].equals(matcher.group(2))));
            }
        }
        return all.stream();
    }

    @Test
    void theWholeScenarioIsGood() {
        // When / Then
        assertThat(ScenarioReader.read("mine.yaml", String.join("\n", SCENARIO)).name())
                .isEqualTo("whole");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void eachKeyThatBreaksARuleIsToldByItsNameAtItsLine(Broken broken) {
        // Given the line with a bad value, and nothing beneath it
        List<String> lines = new ArrayList<>(SCENARIO);
        Matcher matcher = LINE.matcher(lines.get(broken.line() - 1));
        assertThat(matcher.matches()).isTrue();
        lines.set(broken.line() - 1, matcher.group(1) + matcher.group(2) + ": " + broken.value());
        int depth = matcher.group(1).length();
        for (int i = broken.line(); i < lines.size() && depthOf(lines.get(i)) > depth; i++) {
            lines.set(i, "");
        }

        // When / Then
        String line = broken.elsewhere() ? "\\d+" : "" + broken.line();
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", String.join("\n", lines)))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessageMatching("mine\\.yaml:" + line + ": " + broken.field() + " .*");
    }

    @ParameterizedTest
    @MethodSource("known")
    void theTableHasEveryKeyThatTheReaderKnows(String key) {
        // When / Then
        assertThat(SCENARIO).anyMatch(line -> line.matches("[ -]*" + key + ":.*"));
    }

    static Set<String> known() throws IOException {
        return KnownKeys.read();
    }

    private static int depthOf(String line) {
        return line.length() - line.replaceFirst("^[ -]+", "").length();
    }
}
