package io.loadstream.domain.flight;

import static io.loadstream.domain.flight.Sample.FLIGHT;
import static io.loadstream.domain.flight.Sample.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.event.InputEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order in which bookings and cancellations arrive, and however often, the flight ends the same. */
class FlightStateOrderTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderWithAnyDuplicatesGivesTheSameFlight(long seed) {
        // Given
        Random random = new Random(seed);
        List<InputEvent> events = new ArrayList<>();
        Map<String, Integer> standing = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            String id = "b" + i;
            int seats = 1 + random.nextInt(4);
            double at = random.nextDouble() * 50;
            events.add(Sample.booked(id, day(at), seats));
            if (random.nextInt(4) == 0) {
                events.add(Sample.cancelled(id, day(at + 1)));
            } else {
                standing.put(id, seats);
            }
        }
        List<InputEvent> disorder = new ArrayList<>(events);
        disorder.addAll(events.subList(0, 200));
        Collections.shuffle(disorder, random);

        // When
        FlightState ordered = after(events);
        FlightState disordered = after(disorder);

        // Then
        int seats = standing.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(ordered.bookedSeats()).isEqualTo(seats);
        assertThat(disordered.bookedSeats()).isEqualTo(seats);
        assertThat(disordered.revenue()).isEqualByComparingTo(ordered.revenue());
        assertThat(disordered.bookedByBucket()).isEqualTo(ordered.bookedByBucket());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theVelocityDoesNotDependOnTheOrderOfArrival(long seed) {
        Random random = new Random(seed);
        List<InputEvent> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(Sample.booked("b" + i, day(random.nextDouble() * 20), 1));
        }
        List<InputEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        long end = Micros.of(day(20));
        assertThat(after(shuffled).velocityPerDay(end)).isCloseTo(after(events).velocityPerDay(end), within(0.0011));
    }

    private static FlightState after(List<InputEvent> events) {
        FlightState flight = new FlightState(FLIGHT);
        flight.apply(Sample.scheduled());
        events.forEach(flight::apply);
        return flight;
    }
}
