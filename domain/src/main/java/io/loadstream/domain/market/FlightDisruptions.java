package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Disruptions;
import io.loadstream.domain.market.scenario.Scenario;

/** Which flights of a scenario do not leave as planned: certain ones, and others by a chance that is theirs alone. */
final class FlightDisruptions {

    private static final int WHAT = 0;
    private static final int NOTICE = 1;
    private static final int DELAY = 2;

    private final Disruptions disruptions;
    private final long firstDay;
    private final long key;

    FlightDisruptions(Scenario scenario) {
        this.disruptions = scenario.disruptions();
        this.firstDay = Micros.of(scenario.firstDay()) / Micros.PER_DAY;
        this.key = Draws.key(scenario.seed(), "disruptions");
    }

    /** What befalls the flight; {@code null} when nothing does. */
    Disruption of(FlightPlan flight) {
        if (disruptions.isNone()) {
            return null;
        }
        for (Disruptions.Scripted one : disruptions.scripted()) {
            if (one.from().equals(flight.route().from)
                    && one.to().equals(flight.route().to)
                    && one.day().toEpochDay() == firstDay + flight.day()) {
                return new Disruption(flight.departure() - Micros.of(one.notice()), Micros.of(one.delay()));
            }
        }
        long own = Draws.key(key, flight.id());
        double what = Draws.uniform(own, WHAT);
        if (what >= disruptions.cancelled() + disruptions.putOff()) {
            return null;
        }
        long notice = Micros.of(disruptions.notice().at(Draws.uniform(own, NOTICE)));
        long delay = Micros.of(disruptions.delay().at(Draws.uniform(own, DELAY)));
        return new Disruption(flight.departure() - notice, what < disruptions.cancelled() ? 0 : delay);
    }

    /** Share of the bookings of a flight that is put off whose customers take their money back. */
    double givenBack() {
        return disruptions.givenBack();
    }
}
