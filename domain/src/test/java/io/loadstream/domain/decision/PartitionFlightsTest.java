package io.loadstream.domain.decision;

import static io.loadstream.domain.flight.Sample.FLIGHT;
import static io.loadstream.domain.flight.Sample.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.FlightStateFormat;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.flight.Sample;
import io.loadstream.domain.policy.Policies;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionFlightsTest {

    private final Recorder recorder = new Recorder();
    private final PartitionFlights flights = partition(Policies.inDays(), recorder);
    private long offset;

    @Test
    void aFlightThatNobodyBooksIsJudgedWhenItsTimeComes() {
        apply(Sample.scheduled());
        timePasses(0, 33);

        assertThat(recorder.promotions).hasSize(1);
        PromotionTriggered offer = (PromotionTriggered) recorder.promotions.getFirst();
        assertThat(offer.flightId()).isEqualTo(FLIGHT);
        assertThat(offer.eventTime()).isEqualTo(day(32).plusNanos(1_000));
        assertThat(offer.minutesToDeparture()).isEqualTo(28 * 1440 - 1);
        assertThat(offer.explanation().causedBy()).isNull();
        assertThat(offer.validUntil()).isEqualTo(day(35).plusNanos(1_000));
    }

    @Test
    void aFlightThatStopsSellingGetsItsLastDayOfferByTimeAlone() {
        // Given
        Rule lastDay = new Rule("last-day", 1440, 120, 0.64, null, 0.75, 20, new Target.Named("K"));
        Policy policy = new Policy(new PolicyTerms(
                "last-day", Cadence.WHILE_IN_FORCE, List.of(lastDay), Duration.ofDays(7), null, 0, 4, 0, ""));
        Recorder told = new Recorder();
        PartitionFlights partition = partition(policy, told);
        partition.apply(Sample.scheduled(), "flight_lifecycle", 0, null);
        partition.apply(Sample.scheduled("OTHER", day(57.9), day(300), 100), "flight_lifecycle", 1, null);
        partition.apply(Sample.scheduled("ANOTHER", day(58), day(300), 100), "flight_lifecycle", 2, null);
        partition.apply(Sample.booked("b1", day(58.9), 60), "bookings", 3, null);
        assertThat(told.promotions).isEmpty();

        // When
        partition.apply(Sample.scheduled("A-THIRD", day(60), day(300), 100), "flight_lifecycle", 4, null);

        // Then
        PromotionTriggered offer = (PromotionTriggered) told.promotions.getFirst();
        assertThat(offer.eventTime()).isBetween(day(59.01), day(59.9));
        assertThat(offer.explanation().causedBy()).isNull();
    }

    @Test
    void anOfferExpiresCoolsDownAndIsMadeAgainByTimeAlone() {
        apply(Sample.scheduled());
        timePasses(0, 43);

        assertThat(recorder.promotions)
                .extracting(Object::getClass)
                .extracting(Class::getSimpleName)
                .containsExactly("PromotionTriggered", "PromotionEnded", "PromotionSuppressed", "PromotionTriggered");
        PromotionEnded ended = (PromotionEnded) recorder.promotions.get(1);
        assertThat(ended.reason()).isEqualTo(PromotionEnded.Reason.EXPIRED);
        assertThat(ended.eventTime()).isEqualTo(day(35).plusNanos(1_000));
        PromotionSuppressed suppressed = (PromotionSuppressed) recorder.promotions.get(2);
        assertThat(suppressed.reason()).isEqualTo(PromotionSuppressed.Reason.COOLDOWN);
        assertThat(recorder.promotions.get(3).eventTime()).isEqualTo(day(42).plusNanos(1_000));
    }

    @Test
    void bookingsBeforeTheScheduleCountInTheirOrderWhenItComes() {
        apply(Sample.booked("b1", day(1), 2));
        apply(Sample.booked("b2", day(2), 3));
        assertThat(recorder.metrics).isZero();

        apply(Sample.scheduled());

        assertThat(recorder.lines.get(0)).contains("2 0.02");
        assertThat(recorder.lines.get(1)).contains("5 0.05");
        assertThat(recorder.fates).containsExactly(Fate.KEPT, Fate.KEPT, Fate.SCHEDULED, Fate.COUNTED, Fate.COUNTED);
    }

    @Test
    void bookingsWhoseScheduleNeverComesAreHandedBack() {
        apply(Sample.booked("b1", day(1), 2));
        timePasses(1, 8.1);

        assertThat(recorder.lines)
                .singleElement()
                .asString()
                .startsWith("refused")
                .contains("b1");
        assertThat(flights.flight(FLIGHT)).isNull();
    }

    @Test
    void aFlightWithoutScheduleHasOneTimerAndIsForgottenSevenDaysAfterItsLastBooking() {
        for (int i = 0; i < 50; i++) {
            apply(Sample.booked("b" + i, day(i / 10.0), 1));
        }
        assertThat(flights.timers()).isEqualTo(1);

        timePasses(5, 11.5);
        assertThat(flights.flight(FLIGHT)).isNotNull();
        timePasses(11.6, 12);
        assertThat(flights.flight(FLIGHT)).isNull();
    }

    @Test
    void anEventTooFarBehindTheStreamIsRefused() {
        apply(Sample.scheduled());
        apply(Sample.booked("b1", day(1.5), 1));

        assertThat(apply(Sample.booked("b2", day(0.6), 1))).isEqualTo(Fate.COUNTED);
        assertThat(apply(Sample.booked("b3", day(0.4), 1))).isEqualTo(Fate.TOO_LATE);
        assertThat(flights.flight(FLIGHT).bookedSeats()).isEqualTo(2);
    }

    @Test
    void oneEventFromTheFutureDoesNotMoveTimeAndASecondOneDoes() {
        apply(Sample.scheduled());
        apply(Sample.booked("b1", day(1), 1));

        apply(Sample.scheduled("BROKEN-CLOCK", day(50), day(100), 100));
        assertThat(flights.jumps()).isEqualTo(1);
        assertThat(apply(Sample.booked("b2", day(1.1), 1))).isEqualTo(Fate.COUNTED);

        apply(Sample.scheduled("A", day(50), day(100), 100));
        apply(Sample.scheduled("B", day(50.5), day(100), 100));
        assertThat(apply(Sample.booked("b3", day(1.2), 1))).isEqualTo(Fate.TOO_LATE);
    }

    /** A broken clock's events wait in their topic until all others are done, and then come at once, one by one. */
    @Test
    void eventsFromTheFutureWithThePresentInBetweenDoNotMoveTime() {
        apply(Sample.scheduled());
        apply(Sample.booked("b1", day(1), 1));

        apply(Sample.scheduled("BROKEN-CLOCK", day(50), day(100), 100));
        assertThat(apply(Sample.booked("b2", day(0.9), 1))).isEqualTo(Fate.COUNTED);
        apply(Sample.scheduled("BROKEN-TOO", day(50), day(100), 100));

        assertThat(flights.jumps()).isEqualTo(2);
        assertThat(apply(Sample.booked("b3", day(1.1), 1))).isEqualTo(Fate.COUNTED);
    }

    @Test
    void anEventFromTheFutureCountsWithoutTakingItsFlightAlong() {
        // Given
        apply(Sample.scheduled());
        timePasses(0, 33);
        assertThat(recorder.promotions).hasSize(1);

        // When
        apply(Sample.inventory(day(300), "K", 9));
        apply(Sample.booked("b1", day(33), 1));
        apply(Sample.booked("b2", day(900), 2));
        apply(Sample.booked("b3", day(33), 1));
        apply(Sample.scheduled(FLIGHT, day(300), Sample.DEPARTURE, 90));

        // Then
        FlightState flight = flights.flight(FLIGHT);
        assertThat(recorder.promotions).hasSize(1);
        assertThat(flight.bookedSeats()).isEqualTo(4);
        assertThat(flight.asOf()).isEqualTo(Micros.of(day(33)));
        assertThat(recorder.lines)
                .anyMatch(line -> line.startsWith("metrics " + FLIGHT + ' ' + Micros.of(day(900)) + " 3 "));
        assertThat(apply(Sample.inventory(day(33.1), "K", 0))).isEqualTo(Fate.NOTED);
        assertThat(apply(Sample.scheduled(FLIGHT, day(33.1), Sample.DEPARTURE, 100)))
                .isEqualTo(Fate.RESCHEDULED);
        timePasses(33.5, 35.5);
        assertThat(recorder.promotions.get(1).eventTime()).isEqualTo(day(35).plusNanos(1_000));
    }

    @Test
    void aFlightThatDepartedInTheFutureIsForgottenInItsTime() {
        apply(Sample.scheduled(FLIGHT, day(0), day(1), 100));
        apply(Sample.departed(day(300)));
        timePasses(0.5, 4.5);

        assertThat(flights.flight(FLIGHT)).isNull();
    }

    @Test
    void eventsThatAreAllFarApartMoveTimeBySteps() {
        apply(Sample.scheduled());
        apply(Sample.booked("b1", day(10), 1));
        apply(Sample.booked("b2", day(20), 1));
        assertThat(flights.now()).isEqualTo(Micros.of(day(10)));

        apply(Sample.booked("b3", day(30), 1));
        assertThat(flights.now()).isEqualTo(Micros.of(day(20)));
        assertThat(flights.flight(FLIGHT).bookedSeats()).isEqualTo(3);
    }

    @Test
    void theFirstEventOfAllMayComeFromTheFutureAndItsFlightIsJudgedInThePresent() {
        // Given
        assertThat(apply(Sample.scheduled(FLIGHT, day(300), Sample.DEPARTURE, 100)))
                .isEqualTo(Fate.SCHEDULED);
        assertThat(flights.now()).isEqualTo(Micros.of(day(300)));

        // When
        assertThat(apply(Sample.booked("b1", day(1), 1))).isEqualTo(Fate.COUNTED);
        timePasses(1.5, 32.5);

        // Then
        assertThat(flights.jumps()).isEqualTo(1);
        assertThat(recorder.promotions)
                .singleElement()
                .extracting(PromotionEvent::eventTime)
                .isEqualTo(day(32).plusNanos(1_000));
        assertThat(apply(Sample.scheduled(FLIGHT, day(32.6), Sample.DEPARTURE, 90)))
                .isEqualTo(Fate.RESCHEDULED);
    }

    @Test
    void aFirstEventThatTheNextOneConfirmsIsBelieved() {
        apply(Sample.scheduled(FLIGHT, day(10), Sample.DEPARTURE, 100));
        apply(Sample.booked("b1", day(8.5), 1));

        assertThat(apply(Sample.booked("b2", day(7.5), 1))).isEqualTo(Fate.TOO_LATE);
        assertThat(flights.now()).isEqualTo(Micros.of(day(10)));
    }

    @Test
    void aDepartedFlightIsForgottenAfterItsRetention() {
        apply(Sample.scheduled(FLIGHT, day(0), day(1), 100));
        apply(Sample.departed(day(1)));
        assertThat(drained().forgotten).isEmpty();

        apply(Sample.scheduled("A", day(2.5), day(100), 100));
        apply(Sample.scheduled("B", day(4.1), day(100), 100));

        assertThat(flights.flight(FLIGHT)).isNull();
        assertThat(drained().forgotten).containsExactly(FLIGHT);
    }

    @Test
    void everyDecisionOfIteration1IsMadeAtItsBookingAndForgotten() {
        Recorder predecessor = new Recorder();
        PartitionFlights partition = partition(Policies.iteration1(), predecessor);
        partition.apply(Sample.scheduled(FLIGHT, day(0), day(0.04), 100), "flight_lifecycle", 0, null);
        BookingCreated booking = Sample.booked("b1", day(0.01), 1);
        partition.apply(booking, "bookings", 7, "0af7651916cd43dd8448eb211c80319c");

        PromotionTriggered offer = (PromotionTriggered) predecessor.promotions.getFirst();
        assertThat(offer.discountPercentage()).isEqualTo(25);
        assertThat(offer.explanation().causedBy().offset()).isEqualTo(7);
        assertThat(offer.explanation().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(partition.flight(FLIGHT).promotion().offer()).isNull();
    }

    @Test
    void anOfferInForceEndsInItsTimeUnderAPolicyThatDecidesEveryBooking() {
        // Given
        apply(Sample.scheduled());
        timePasses(0, 33);
        assertThat(recorder.promotions).hasSize(1);

        // When
        flights.policy(Policies.iteration1());
        apply(Sample.booked("b1", day(33), 1));
        apply(Sample.inventory(day(34.5), "K", 9));
        timePasses(34.5, 36);

        // Then
        assertThat(recorder.promotions).hasSize(2);
        PromotionEnded ended = (PromotionEnded) recorder.promotions.getLast();
        assertThat(ended.reason()).isEqualTo(PromotionEnded.Reason.EXPIRED);
        assertThat(ended.eventTime()).isEqualTo(day(35).plusNanos(1_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void stoppingAnywhereAndGoingOnFromWhatWasWrittenChangesNothing(long seed) {
        // Given
        Random random = new Random(seed);
        List<InputEvent> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            events.add(anything(random, i));
        }
        Recorder straight = new Recorder();
        PartitionFlights uninterrupted = partition(Policies.inDays(), straight);
        for (int i = 0; i < events.size(); i++) {
            uninterrupted.apply(events.get(i), "bookings", i, null);
        }

        // When
        Recorder interrupted = new Recorder();
        Changelog changelog = new Changelog();
        PartitionFlights current = partition(Policies.inDays(), interrupted);
        for (int i = 0; i < events.size(); i++) {
            current.apply(events.get(i), "bookings", i, null);
            if (i == 0 || random.nextInt(50) == 0) {
                changelog.write(current);
                current = changelog.restore(interrupted);
            }
        }

        // Then
        assertThat(straight.promotions.size()).isGreaterThan(10);
        for (int i = 0; i < straight.lines.size(); i++) {
            assertThat(interrupted.lines.get(i)).as("line %d", i).isEqualTo(straight.lines.get(i));
        }
        assertThat(interrupted.lines).hasSameSizeAs(straight.lines);
        assertThat(interrupted.fates).isEqualTo(straight.fates);
    }

    private static InputEvent anything(Random random, int step) {
        double now = step / 40.0;
        String flight = "F" + random.nextInt(30);
        double ahead = step == 0 || random.nextInt(100) == 0 ? 100 + random.nextInt(900) : 0;
        double at = now + ahead - (random.nextInt(5) == 0 ? random.nextDouble() * 1.2 : 0);
        String id = flight + "-" + random.nextInt(150);
        return switch (random.nextInt(12)) {
            case 0 -> Sample.scheduled(flight, day(at), day(45 + random.nextInt(30)), 60 + random.nextInt(40));
            case 1 -> Sample.inventory(flight, day(at), "K", random.nextInt(4));
            case 2 -> new BookingCancelled(day(at), flight, id, "CUSTOMER");
            case 3 ->
                random.nextInt(30) == 0
                        ? new FlightDeparted(day(at), flight)
                        : Sample.inventory(flight, day(at), "K", 9);
            default -> Sample.booked(flight, id, day(at), 1 + random.nextInt(3), "K", "GBP", "99.99");
        };
    }

    /** What the state topic would hold. */
    private static final class Changelog {

        private final FlightStateFormat format = new FlightStateFormat();
        private final Map<String, byte[]> records = new HashMap<>();
        private final Map<String, Map<Integer, byte[]>> pages = new HashMap<>();
        private long now;
        private long suspected;

        void write(PartitionFlights partition) {
            partition.drain(this::write, forgotten -> {
                records.remove(forgotten.flightId());
                pages.remove(forgotten.flightId());
            });
            now = partition.now();
            suspected = partition.suspectedJump();
        }

        private void write(FlightState flight) {
            Map<Integer, byte[]> own = pages.computeIfAbsent(flight.flightId(), id -> new HashMap<>());
            format.writeNewPages(flight, own::put);
            records.put(flight.flightId(), format.write(flight));
        }

        PartitionFlights restore(Recorder output) {
            PartitionFlights partition = partition(Policies.inDays(), output);
            partition.restoreTime(now, suspected);
            records.forEach((id, record) -> partition.restore(
                    FlightStateFormat.read(id, record, page -> pages.get(id).get(page))));
            return partition;
        }
    }

    private record Drained(List<String> changed, List<String> forgotten) {}

    private Drained drained() {
        Drained drained = new Drained(new ArrayList<>(), new ArrayList<>());
        flights.drain(f -> drained.changed.add(f.flightId()), f -> drained.forgotten.add(f.flightId()));
        return drained;
    }

    /** Other flights' schedules come, twice a day. */
    private void timePasses(double fromDay, double toDay) {
        for (double day = fromDay; day < toDay; day += 0.5) {
            apply(Sample.scheduled("AT-" + day, day(day), day(300), 100));
        }
        apply(Sample.scheduled("AT-" + toDay, day(toDay), day(300), 100));
    }

    private Fate apply(InputEvent event) {
        return flights.apply(event, event.topic().topicName(), offset++, null);
    }

    private static PartitionFlights partition(Policy policy, Recorder output) {
        return new PartitionFlights(3, policy, Bounds.DEFAULT, output);
    }
}
