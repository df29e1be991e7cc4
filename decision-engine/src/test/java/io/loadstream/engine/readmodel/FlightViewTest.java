package io.loadstream.engine.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingCreated.Passenger;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.policy.Policy;
import io.loadstream.engine.policy.PolicySource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightViewTest {

    private static final Instant OPENED = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant BOOKED = OPENED.plus(Duration.ofDays(1));
    private static final Instant DEPARTURE = OPENED.plus(Duration.ofDays(5));

    private final Policy policy = PolicySource.load("default");

    @Test
    void flightThatSellsNothingIsToldAsOfTheTimeThatItsPartitionHasReachedAsThePolicySeesIt() {
        // Given
        FlightState flight = flight();
        Instant later = BOOKED.plus(Duration.ofDays(2));

        // When
        FlightView atOnce = FlightView.of(flight, policy, Micros.of(BOOKED));
        FlightView silent = FlightView.of(flight, policy, Micros.of(later));

        // Then
        assertThat(silent.asOf()).isEqualTo(BOOKED);
        assertThat(silent.eventTime()).isEqualTo(later);
        assertThat(atOnce.bookingVelocityPerDay()).isPositive();
        assertThat(silent.bookingVelocityPerDay())
                .isEqualTo(flight.velocityPerDay(Micros.of(later)))
                .isCloseTo(atOnce.bookingVelocityPerDay() / 4, within(0.001));
        assertThat(atOnce.minutesToDeparture()).isEqualTo(Duration.ofDays(4).toMinutes());
        assertThat(silent.minutesToDeparture()).isEqualTo(Duration.ofDays(2).toMinutes());
    }

    @Test
    void flightIsNeverToldAsOfATimeBeforeItsOwn() {
        // When
        FlightView view = FlightView.of(flight(), policy, Long.MIN_VALUE);

        // Then
        assertThat(view.eventTime()).isEqualTo(BOOKED);
    }

    private static FlightState flight() {
        FlightState flight = new FlightState("LS1_2026-03-06");
        flight.apply(new FlightScheduled(
                OPENED,
                "LS1_2026-03-06",
                "LS",
                "LHR",
                "AMS",
                DEPARTURE,
                DEPARTURE.plus(Duration.ofHours(1)),
                "A320",
                100,
                List.of(new FlightScheduled.Cabin("Y", 100))));
        flight.apply(new BookingCreated(
                BOOKED,
                "LS1_2026-03-06",
                "B1",
                "WEB",
                "Y",
                "EUR",
                BigDecimal.TEN,
                List.of(new Passenger("P1", "T1", "Y"), new Passenger("P2", "T2", "Y")),
                null));
        return flight;
    }
}
