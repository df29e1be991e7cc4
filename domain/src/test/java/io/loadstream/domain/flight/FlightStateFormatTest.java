package io.loadstream.domain.flight;

import static io.loadstream.domain.flight.Sample.FLIGHT;
import static io.loadstream.domain.flight.Sample.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.event.Explanation.Cause;
import io.loadstream.domain.event.InputEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlightStateFormatTest {

    private final FlightStateFormat format = new FlightStateFormat();
    private final Map<Integer, byte[]> pages = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aFlightReadBackIsWrittenTheSameAndGoesOnTheSame(long seed) {
        // Given
        Random random = new Random(seed);
        FlightState flight = new FlightState(FLIGHT);
        flight.apply(Sample.scheduled());
        for (int step = 0; step < 400; step++) {
            flight.apply(anything(random, step));
            if (random.nextInt(20) == 0) {
                write(flight);
            }
        }
        flight.promotion(Promotion.NONE
                .make(new Offer("d1", "14-days", "K", 10, 1, 99, 0.5))
                .tell(1, 2, "rev"));
        byte[] written = write(flight);

        // When
        FlightState read = FlightStateFormat.read(FLIGHT, written, pages::get);

        // Then
        assertThat(write(read)).isEqualTo(written);
        for (int step = 400; step < 500; step++) {
            var event = anything(random, step);
            assertThat(read.apply(event)).isEqualTo(flight.apply(event));
        }
        assertThat(write(read)).isEqualTo(write(flight));
        assertThat(read.bookedByBucket()).isEqualTo(flight.bookedByBucket());
    }

    @Test
    void bookingsThatWaitForTheScheduleSurvive() {
        FlightState flight = new FlightState(FLIGHT);
        flight.keep(new Arrived(Sample.booked("bü1", day(1), 2), new Cause("bookings", 3, 77), "abc"));
        flight.keep(new Arrived(Sample.cancelled("x", day(2)), new Cause("bookings", 3, 78), null));

        FlightState read = FlightStateFormat.read(FLIGHT, write(flight), pages::get);

        assertThat(read.release()).isEqualTo(flight.release());
    }

    @Test
    void aFullPageIsWrittenOnceAndThenLeftAlone() {
        FlightState flight = new FlightState(FLIGHT);
        flight.apply(Sample.scheduled());
        for (int i = 0; i < 100; i++) {
            flight.apply(Sample.booked("b" + i, day(1), 1));
        }
        write(flight);
        assertThat(pages).containsOnlyKeys(0, 1, 2, 3);
        pages.clear();

        flight.apply(Sample.booked("one more", day(1), 1));
        write(flight);
        assertThat(pages).isEmpty();

        flight.apply(Sample.cancelled("b60", day(2)));
        write(flight);
        assertThat(pages).containsOnlyKeys(2, 3);
    }

    @Test
    void anUnknownFormatIsRefusedByItsNumber() {
        assertThatThrownBy(() -> FlightStateFormat.read(FLIGHT, new byte[] {99}, pages::get))
                .hasMessageContaining("format 99");
    }

    private byte[] write(FlightState flight) {
        format.writeNewPages(flight, pages::put);
        return format.write(flight);
    }

    private static InputEvent anything(Random random, int step) {
        String id = "b" + random.nextInt(400);
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> Sample.cancelled(id, day(step / 10.0));
            case 3 -> Sample.inventory(day(step / 10.0), "K", random.nextInt(9));
            case 4 -> Sample.booked(FLIGHT, id, day(step / 10.0), 300, "K", "GBP", "10");
            case 5 -> Sample.booked(FLIGHT, id, day(step / 10.0), 1, "LONG", "GBP", "0.0001");
            default -> Sample.booked(id, day(step / 10.0), 1 + random.nextInt(5));
        };
    }
}
