package io.loadstream.domain.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.Happening.Kind;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.wire.EventWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HappeningWriterTest {

    private static final String DISRUPTED = """
            name: disrupted
            days: 20
            routes:
              - airlines: [LS, 4U]
                from: [FRA]
                to: [LHR, IST]
                both_ways: true
                aircraft: B789
                departures: ["07:00"]
                strength: 1.1
                business: 0.4
            disruptions:
              cancelled: 0.1
              put_off: 0.2
              notice: [3h, 14d]
              delay: [30m, 6h]
              given_back: 0.3
              scripted: []
            """;

    private final HappeningWriter writer = new HappeningWriter();
    private final EventWriter events = new EventWriter();
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Set<String> effects = new HashSet<>();
    private String parted;

    @Test
    void writesTheBytesThatTheEventIsWrittenAsWhateverHappens() {
        // Given flights with two cabins, some of them disrupted, each with offers at odd prices
        Scenario scenario = ScenarioReader.read("disrupted", DISRUPTED);
        Market market = Market.of(scenario);
        Set<String> flights = new HashSet<>();
        MarketSink out = now -> {
            flights.add(now.flightId());
            compare(now);
        };

        // When
        long day = Micros.PER_DAY;
        for (int daysBefore = 40; daysBefore > -30; daysBefore--) {
            long at = Micros.of(scenario.firstDay()) - daysBefore * day;
            market.advance(at, out);
            if (daysBefore % 5 == 0) {
                for (String flight : flights) {
                    market.apply(offer(flight, daysBefore % 10 == 0 ? "K" : "Q", 10 + daysBefore / 3.0, at), at);
                }
            }
        }
        market.advance(Long.MAX_VALUE, out);

        // Then
        assertThat(parted).isNull();
        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
        assertThat(effects).hasSize(5);
    }

    private void compare(Happening now) {
        String written = new String(writer.write(now), UTF_8);
        String event = new String(events.write(now.toEvent()), UTF_8);
        kinds.add(now.kind());
        if (now.kind() == Kind.BOOKING_TRUTH) {
            effects.add(event.replaceAll(".*\"effect\":\"([A-Z]+)\".*", "$1"));
        }
        if (!written.equals(event) && parted == null) {
            parted = written + " is not " + event;
        }
    }

    private static PromotionTriggered offer(String flight, String bucket, double discount, long at) {
        Instant time = Micros.toInstant(at);
        Explanation why = new Explanation(
                "\"" + flight + "\"",
                "policy",
                new Explanation.Inputs(1, 180, 0.1, 50_000, null),
                List.of(),
                Explanation.Arm.TREATED,
                null,
                null);
        return new PromotionTriggered(
                time, flight, "test", 0.1, 50_000, bucket, discount, "all", time.plus(Duration.ofDays(20)), why);
    }
}
