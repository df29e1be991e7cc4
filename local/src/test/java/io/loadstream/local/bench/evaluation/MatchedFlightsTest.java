package io.loadstream.local.bench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.evaluation.MatchedComparison;
import io.loadstream.domain.event.FlightTruth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchedFlightsTest {

    private static final Instant DAY = Instant.parse("2026-05-01T08:00:00Z");

    @Test
    void aFlightIsMatchedWithTheThreeNearestThatLeftBeforeItWasLookedAt() {
        // Given
        FlightEnd offered = flight("offered", "A-B", 60, 40, true, 900);
        List<FlightEnd> flights = List.of(
                flight("far", "A-B", 10, 90, false, 5000),
                flight("near", "A-B", 11, 41, false, 1000),
                flight("nearer", "A-B", 12, 40, false, 1100),
                flight("less-near", "A-B", 13, 44, false, 1500),
                flight("other-route", "B-A", 14, 40, false, 5000),
                flight("offered-before", "A-B", 15, 40, true, 5000),
                flight("not-gone-yet", "A-B", 45, 40, false, 5000),
                offered);

        // When
        MatchedFlights matched = MatchedFlights.of(flights);

        // Then
        assertThat(matched.partners().get(offered))
                .extracting(past -> past.truth().flightId())
                .containsExactly("nearer", "near", "less-near");
        assertThat(matched.partners()).containsOnlyKeys(offered);
        assertThat(MatchedComparison.difference(matched.matches(FlightEnd::revenue)))
                .isEqualTo(900 - 1200);
        assertThat(matched.truth(FlightEnd::revenueEffect)).isEqualTo(-50);
        assertThat(matched.truth(FlightEnd::loadFactorEffect)).isEqualTo(0.05);
    }

    private static FlightEnd flight(String id, String route, int day, int seatsBefore, boolean offered, int revenue) {
        Instant departure = DAY.plus(Duration.ofDays(day));
        return new FlightEnd(
                route,
                departure,
                departure.minus(Duration.ofDays(21)),
                seatsBefore,
                true,
                offered,
                new FlightTruth(
                        departure,
                        id,
                        100,
                        offered ? 1 : 0,
                        80,
                        80,
                        BigDecimal.valueOf(revenue),
                        75,
                        75,
                        BigDecimal.valueOf(revenue + 50),
                        "EUR",
                        0,
                        0));
    }
}
