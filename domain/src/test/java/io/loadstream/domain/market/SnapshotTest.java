package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final long MINUTES_PER_DAY = 24 * 60;

    private static final String NOBODY_COMES = """
            name: empty
            routes:
              - airlines: [LS]
                from: [FRA]
                to: [LHR]
                both_ways: false
                aircraft: A320
                departures: ["07:00"]
                strength: 0.000001
                business: 0.4
            sale: 65d
            snapshot_every: 5d
            """;

    @Test
    void inventoryOfAFlightThatSellsNothingIsToldAtTheIntervalAndAtEachCollectionPoint() {
        // Given
        Scenario scenario = ScenarioReader.read("empty.yaml", NOBODY_COMES);
        SortedSet<Long> due = new TreeSet<>((a, b) -> Long.compare(b, a));
        for (long days = 65; days > 0; days -= 5) {
            due.add(days * MINUTES_PER_DAY);
        }
        scenario.segments()
                .forEach(segment ->
                        segment.bookingCurve().days().forEach(days -> due.add((long) (days * MINUTES_PER_DAY))));
        assertThat(due).contains(63 * MINUTES_PER_DAY, MINUTES_PER_DAY).hasSizeGreaterThan(20);

        // When
        List<Long> told = new ArrayList<>();
        Market.run(scenario, null, event -> {
            assertThat(event).isNotInstanceOf(BookingCreated.class);
            if (event instanceof CabinInventorySnapshot snapshot) {
                told.add(snapshot.timeToDepartureMinutes());
                assertThat(snapshot.cabins()).hasSize(2);
            }
        });

        // Then
        assertThat(told).containsExactlyElementsOf(due);
    }
}
