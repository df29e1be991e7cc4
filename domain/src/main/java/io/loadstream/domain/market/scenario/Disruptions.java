package io.loadstream.domain.market.scenario;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Flights that do not leave as planned. Those that are cancelled give all their customers their money back; those that
 * are put off lose some of them.
 *
 * @param cancelled share of flights, from 0 to 1
 * @param putOff share of flights, from 0 to 1; both shares together at most 1
 * @param notice how long before the planned departure it is told; positive
 * @param delay how much later a flight that is put off leaves; positive
 * @param givenBack share of the bookings of a flight that is put off whose customers take their money back, from 0 to 1
 * @param scripted those that are certain; chance leaves their flights alone
 */
public record Disruptions(
        double cancelled, double putOff, Span notice, Span delay, double givenBack, List<Scripted> scripted) {

    public Disruptions {
        Require.share("cancelled", cancelled);
        Require.share("put_off", putOff);
        Require.that(cancelled + putOff <= 1, "put_off", "must be at most 1 together with cancelled: " + putOff);
        Require.positive("notice", notice.shortest());
        Require.positive("delay", delay.shortest());
        Require.share("given_back", givenBack);
        scripted = List.copyOf(scripted);
    }

    /** Whether all flights leave as planned. */
    public boolean isNone() {
        return cancelled == 0 && putOff == 0 && scripted.isEmpty();
    }

    /** @param longest not below {@code shortest} */
    public record Span(Duration shortest, Duration longest) {

        public Span {
            Require.that(shortest.compareTo(longest) <= 0, "span", "must not fall: " + shortest + " to " + longest);
        }

        public Duration at(double share) {
            return shortest.plusSeconds((long) (share * longest.minus(shortest).toSeconds()));
        }
    }

    /**
     * What happens to all flights of one route on one day.
     *
     * @param from airport
     * @param to airport
     * @param day of departure, UTC
     * @param notice how long before the planned departure it is told; positive
     * @param delay how much later they leave; zero when they are cancelled
     */
    public record Scripted(String from, String to, LocalDate day, Duration notice, Duration delay) {

        public Scripted {
            Require.text("from", from);
            Require.text("to", to);
            Require.positive("notice", notice);
            Require.that(!delay.isNegative(), "delay", "must not be negative: " + delay);
        }

        /** Refuses what cannot befall the flights of a scenario. */
        Scripted requireWithin(Duration sale, LocalDate firstDay, int days, List<RouteGroup> routes) {
            Disruptions.requireWithin(sale, notice);
            Require.that(
                    !day.isBefore(firstDay) && day.isBefore(firstDay.plusDays(days)),
                    "day",
                    "must be one with departures: " + day);
            Require.that(
                    routes.stream().anyMatch(group -> group.flies(from, to)),
                    "from",
                    "and to must be a route that somebody flies: %s to %s".formatted(from, to));
            return this;
        }
    }

    /** Refuses what cannot befall the flights of a scenario. */
    Disruptions requireWithin(Duration sale, LocalDate firstDay, int days, List<RouteGroup> routes) {
        if (cancelled + putOff > 0) {
            requireWithin(sale, notice.longest());
        }
        scripted.forEach(one -> one.requireWithin(sale, firstDay, days, routes));
        return this;
    }

    private static void requireWithin(Duration sale, Duration notice) {
        Require.that(
                notice.compareTo(sale) < 0, "notice", "must be shorter than the sale, %s: %s".formatted(sale, notice));
    }
}
