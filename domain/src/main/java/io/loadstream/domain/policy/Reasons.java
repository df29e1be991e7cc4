package io.loadstream.domain.policy;

import io.loadstream.domain.event.Explanation.Consideration;
import io.loadstream.domain.event.Explanation.Inputs;
import java.math.BigDecimal;
import java.util.StringJoiner;

/** Puts a rule's conditions beside the inputs, for a person to read. */
final class Reasons {

    private Reasons() {}

    /** @param overruledBy name of the rule that fired in its place; {@code null} when none did */
    static Consideration of(Rule rule, Inputs inputs, double velocity, double expected, String overruledBy) {
        boolean holds = rule.holds(inputs.loadFactor(), inputs.minutesToDeparture(), velocity, expected);
        StringJoiner reason = new StringJoiner(holds ? " and " : ", ");
        below(reason, holds, "minutes_to_departure", inputs.minutesToDeparture(), rule.minutesBelow());
        if (rule.minutesFrom() > 0) {
            boolean reached = inputs.minutesToDeparture() >= rule.minutesFrom();
            if (reached == holds) {
                reason.add("minutes_to_departure %d %s %d"
                        .formatted(inputs.minutesToDeparture(), reached ? ">=" : "<", rule.minutesFrom()));
            }
        }
        below(reason, holds, "load_factor", inputs.loadFactor(), rule.loadFactorBelow());
        if (rule.velocityBelow() != null) {
            below(reason, holds, "booking_velocity_per_day", velocity, rule.velocityBelow());
        }
        if (rule.expectedLoadFactorBelow() != null) {
            below(reason, holds, "expected_load_factor", expected, rule.expectedLoadFactorBelow());
        }
        String overruled = holds && overruledBy != null ? "; overruled by " + overruledBy : "";
        return new Consideration(rule.name(), holds && overruledBy == null, reason + overruled);
    }

    /** Where the rule holds, every condition is told; where it does not, those that kept it from holding. */
    private static void below(StringJoiner reason, boolean holds, String input, double value, double limit) {
        boolean met = value < limit;
        if (met == holds) {
            reason.add(input + ' ' + plain(value) + (met ? " < " : " >= ") + plain(limit));
        }
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
