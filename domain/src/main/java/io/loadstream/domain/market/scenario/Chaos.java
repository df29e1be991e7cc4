package io.loadstream.domain.market.scenario;

import java.time.Duration;

/**
 * How far the records that go out are spoilt on purpose; shares of records, from 0 to 1.
 *
 * @param duplicates sent twice
 * @param late sent later than they should be, by up to {@code lateness} of event time, behind newer ones
 * @param lateness positive
 * @param malformed an extra record that is no event is sent beside them
 */
public record Chaos(double duplicates, double late, Duration lateness, double malformed) {

    public static final Chaos NONE = new Chaos(0, 0, Duration.ofMinutes(10), 0);

    public Chaos {
        Require.share("duplicates", duplicates);
        Require.share("late", late);
        Require.positive("lateness", lateness);
        Require.share("malformed", malformed);
    }

    public boolean isNone() {
        return duplicates == 0 && late == 0 && malformed == 0;
    }
}
