package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.market.scenario.Segment;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What customers of 600 flights are like against what their scenario says; all within four standard errors. */
class CustomersTest {

    private static final long HOUR = 60 * Micros.PER_MINUTE;

    private static final Scenario SCENARIO = ScenarioReader.preset("network").withDays(1);

    @Test
    void asManyTakeTheirBookingBackAndStayAwayAsTheScenarioSays() {
        // Given
        Map<String, BookingTruth> sold = new HashMap<>();
        Set<String> back = new HashSet<>();
        int[] seats = new int[2];

        // When
        Market.run(SCENARIO, null, event -> {
            switch (event) {
                case BookingTruth truth -> sold.put(truth.bookingId(), truth);
                case BookingCancelled cancelled -> back.add(cancelled.bookingId());
                case FlightTruth truth -> {
                    seats[0] += truth.bookedSeats();
                    seats[1] += truth.bookedSeats() - truth.boardedSeats();
                }
                default -> {
                    // Tells nothing of customers.
                }
            }
        });

        // Then
        double standing = 0;
        double missing = 0;
        double variance = 0;
        for (Segment segment : SCENARIO.segments()) {
            List<BookingTruth> own = sold.values().stream()
                    .filter(truth -> truth.segment().equals(segment.name()))
                    .toList();
            double cancelled = own.stream()
                    .filter(truth -> back.contains(truth.bookingId()))
                    .count();
            assertThat(cancelled / own.size())
                    .as(segment.name())
                    .isCloseTo(segment.cancels(), within(4 * error(segment.cancels(), own.size())));
            for (BookingTruth truth : own) {
                int party = back.contains(truth.bookingId()) ? 0 : truth.partySize();
                standing += party;
                missing += party * segment.noShows();
                variance += party * party * segment.noShows() * (1 - segment.noShows());
            }
        }
        assertThat((double) seats[0]).isEqualTo(standing);
        assertThat((double) seats[1]).isCloseTo(missing, within(4 * Math.sqrt(variance)));
        assertThat(seats[1] / standing).isBetween(0.03, 0.08);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theyComeOnTheDaysAndAtTheHoursOfTheScenario(int number) {
        // Given
        Segment segment = SCENARIO.segments().get(number);
        Demand demand = new Demand(SCENARIO, false);
        Schedule schedule = Schedule.of(SCENARIO.withDays(7));
        double[] hours = new double[24];
        double[] weekdays = new double[7];
        double all = 0;

        // When they come in one of the weeks that lie between two points of the curve
        for (int i = 0; i < schedule.flights(); i++) {
            FlightPlan flight = schedule.flight(i);
            // Seasons are worked out once for all flights of an hour: those who leave late in it see them as much
            // later.
            long late = flight.departure() % HOUR;
            for (Arrivals one = new Arrivals(demand, flight, number); one.time() != Long.MAX_VALUE; one.next()) {
                long at = one.time() - late;
                long left = flight.departure() - one.time();
                if (left <= 35 * Micros.PER_DAY || left > 63 * Micros.PER_DAY) {
                    continue;
                }
                hours[(int) (at / HOUR % 24)]++;
                // The first of January 1970 was a Thursday.
                weekdays[(int) ((at / Micros.PER_DAY + 3) % 7)]++;
                all++;
            }
        }

        // Then, a little apart since willingness to pay rises within a week
        near(hours, segment.hours(), all);
        near(weekdays, segment.weekdays(), all);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theyComeInThePartiesByTheChannelsAndForTheCabinsOfTheScenario(int number) {
        // Given
        Segment segment = SCENARIO.segments().get(number);
        Demand demand = new Demand(SCENARIO, false);
        Schedule schedule = Schedule.of(SCENARIO);
        List<String> channels = List.copyOf(segment.channels().keySet());
        double[] parties = new double[segment.partySizes().size()];
        double[] byChannel = new double[channels.size()];
        double[] premium = new double[2];
        double all = 0;

        // When
        for (int i = 0; i < schedule.flights(); i++) {
            for (Arrivals one = new Arrivals(demand, schedule.flight(i), number);
                    one.time() != Long.MAX_VALUE;
                    one.next()) {
                parties[one.segment.party(one.customerKey()) - 1]++;
                byChannel[channels.indexOf(one.segment.channel(one.customerKey()))]++;
                premium[one.segment.wantsPremium(one.customerKey()) ? 0 : 1]++;
                all++;
            }
        }

        // Then
        near(parties, segment.partySizes(), all);
        near(byChannel, List.copyOf(segment.channels().values()), all);
        near(premium, List.of(segment.premium(), 1 - segment.premium()), all);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void asManyWhoWouldPayTheBaseFareComeForEachWeekdayOfDepartureAsTheScenarioSays(int number) {
        // Given weeks in which every day is like the others but for its weekday
        Scenario weeks = VariedScenario.steady(ScenarioReader.preset("small")).withDays(7 * 12);
        Demand demand = new Demand(weeks, false);
        Schedule schedule = Schedule.of(weeks);
        double[] weekdays = new double[7];
        double all = 0;

        // When
        for (int i = 0; i < schedule.flights(); i++) {
            FlightPlan flight = schedule.flight(i);
            int weekday = Micros.toInstant(flight.departure())
                            .atZone(ZoneOffset.UTC)
                            .getDayOfWeek()
                            .getValue()
                    - 1;
            for (Arrivals one = new Arrivals(demand, flight, number); one.time() != Long.MAX_VALUE; one.next()) {
                if (one.willingness() >= 1) {
                    weekdays[weekday]++;
                    all++;
                }
            }
        }

        // Then
        near(weekdays, weeks.departureWeekdays(), all);
    }

    private static void near(double[] came, List<Double> weights, double all) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < came.length; i++) {
            double share = weights.get(i) / sum;
            assertThat(came[i] / all)
                    .as("number %d of %d", i, came.length)
                    .isCloseTo(share, within(0.03 * share + 4 * error(share, all)));
        }
    }

    private static double error(double share, double of) {
        return Math.sqrt(share * (1 - share) / of);
    }
}
