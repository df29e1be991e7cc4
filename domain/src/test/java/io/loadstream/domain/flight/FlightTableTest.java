package io.loadstream.domain.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlightTableTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itBehavesAsAMapThroughAnyMixOfPutsAndRemovals(long seed) {
        Random random = new Random(seed);
        FlightTable table = new FlightTable();
        Map<String, FlightState> map = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            String id = "F" + random.nextInt(2_000);
            if (random.nextInt(5) < 3) {
                map.computeIfAbsent(id, table::getOrCreate);
            } else {
                table.remove(id);
                map.remove(id);
            }
            String other = "F" + random.nextInt(2_000);
            assertThat(table.get(other)).isSameAs(map.get(other));
        }
        assertThat(table.size()).isEqualTo(map.size());
        Map<String, FlightState> seen = new HashMap<>();
        table.forEach(flight -> seen.put(flight.flightId(), flight));
        assertThat(seen).isEqualTo(map);
    }
}
