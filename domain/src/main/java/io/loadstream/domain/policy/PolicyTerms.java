package io.loadstream.domain.policy;

import io.loadstream.domain.event.Check;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.flight.Promotion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a policy says. Of the rules that hold, the last one listed fires.
 *
 * @param cadence whether the policy makes an offer at every booking, or one that stays in force
 * @param rules one to {@link Promotion#RULES}, with unique names
 * @param cooldown how long after an offer's end no new one is made; a hundred years at most
 * @param validity how long an offer stays in force, a hundred years at most; {@code null} until the flight recovers or
 *     departs
 * @param hysteresis how far the load factor must rise above a rule's threshold to end its offer; from 0 to 1
 * @param maxOffers a flight may have; positive
 * @param holdoutShare of flights that get no offers, so that there is something to compare with; from 0 to below 1
 * @param holdoutSalt changes which flights those are
 */
public record PolicyTerms(
        String name,
        Cadence cadence,
        List<Rule> rules,
        Duration cooldown,
        Duration validity,
        double hysteresis,
        int maxOffers,
        double holdoutShare,
        String holdoutSalt) {

    /** When offers are made. */
    public enum Cadence {
        /** At every booking for which a rule fires, each for itself; nothing is remembered. */
        EVERY_BOOKING,
        /** When a rule begins to fire, by an event or by time; then it is in force until something ends it. */
        WHILE_IN_FORCE
    }

    /** Beyond it lie times that no event can have. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public PolicyTerms {
        Check.name("name", name);
        rules = List.copyOf(rules);
        if (rules.isEmpty() || rules.size() > Promotion.RULES) {
            throw new InvalidEventException("rules", "must be 1 to " + Promotion.RULES + ": " + rules.size());
        }
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new InvalidEventException("name", "of a rule must be unique: " + rule.name());
            }
        }
        if (cooldown.isNegative() || cooldown.compareTo(LONGEST) > 0) {
            throw new InvalidEventException("cooldown", "must be from 0 to 36500d: " + cooldown);
        }
        if (validity != null && (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0)) {
            throw new InvalidEventException("validity", "must be above 0, at most 36500d: " + validity);
        }
        if (!(hysteresis >= 0 && hysteresis <= 1)) {
            throw new InvalidEventException("hysteresis", "must be from 0 to 1: " + hysteresis);
        }
        if (maxOffers <= 0) {
            throw new InvalidEventException("max_offers", "must be positive: " + maxOffers);
        }
        if (!(holdoutShare >= 0 && holdoutShare < 1)) {
            throw new InvalidEventException("holdout.share", "must be from 0 to below 1: " + holdoutShare);
        }
        if (holdoutSalt == null) {
            throw new InvalidEventException("holdout.salt", "is missing");
        }
    }
}
