package io.loadstream.domain.policy;

import io.loadstream.domain.event.Explanation.Arm;
import io.loadstream.domain.event.Explanation.Consideration;
import io.loadstream.domain.event.Explanation.Inputs;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed.Reason;
import io.loadstream.domain.flight.BookingHash;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.FlightState.Phase;
import io.loadstream.domain.flight.Inventory;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.flight.Offer;
import io.loadstream.domain.flight.Promotion;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Chooses promotions: a function of a flight's state and a moment, nothing else. */
public final class Policy {

    private static final int NO_RULE = -1;
    private static final long HOUR = 60 * Micros.PER_MINUTE;

    private final PolicyTerms terms;
    private final Rule[] rules;
    private final String revision;
    private final long furthestMinutes;
    private final boolean forecasts;

    public Policy(PolicyTerms terms) {
        this.terms = terms;
        this.rules = terms.rules().toArray(Rule[]::new);
        this.revision = PolicyRevision.of(terms);
        long furthest = 0;
        boolean anyForecast = false;
        for (Rule rule : rules) {
            furthest = Math.max(furthest, rule.minutesBelow());
            anyForecast |= rule.forecasts();
        }
        this.furthestMinutes = furthest;
        this.forecasts = anyForecast;
    }

    public PolicyTerms terms() {
        return terms;
    }

    public Rule rule(int number) {
        return rules[number];
    }

    /** A hash of all that the policy says: equal policies have equal revisions. */
    public String revision() {
        return revision;
    }

    /** Whether it makes an offer at each booking and remembers none. */
    public boolean decidesEveryBooking() {
        return terms.cadence() == Cadence.EVERY_BOOKING;
    }

    /**
     * What becomes of the flight's promotion at {@code at} (microseconds). After an {@link Outcome.End}, once the state
     * knows of it, there may be more to choose.
     */
    public Outcome decide(FlightState flight, long at) {
        Promotion promotion = flight.promotion();
        Offer offer = promotion.offer();
        PromotionEnded.Reason end = endOf(flight, at);
        if (end != null) {
            return new Outcome.End(end);
        }
        if (flight.phase() != Phase.OPEN
                || (!decidesEveryBooking() && at >= flight.schedule().departure())) {
            return Outcome.NOTHING;
        }
        int fired = firing(flight, at);
        if (fired == NO_RULE) {
            return Outcome.NOTHING;
        }
        if (decidesEveryBooking()) {
            String bucket = bucket(rules[fired].target(), flight.inventory());
            return bucket == null ? Outcome.NOTHING : new Outcome.Make(fired, bucket, false);
        }
        return offer == null ? begin(flight, fired, at) : improve(flight, offer, fired);
    }

    /** Why the flight's offer ends at {@code at} (microseconds); {@code null} when it has none or it goes on. */
    public PromotionEnded.Reason endOf(FlightState flight, long at) {
        Offer offer = flight.promotion().offer();
        if (offer == null) {
            return null;
        }
        if (flight.phase() == Phase.DEPARTED) {
            return PromotionEnded.Reason.DEPARTED;
        }
        if (flight.phase() == Phase.CANCELLED) {
            return PromotionEnded.Reason.CANCELLED;
        }
        if (at >= offer.validUntil()) {
            return PromotionEnded.Reason.EXPIRED;
        }
        return flight.loadFactor() >= offer.recoversAt() ? PromotionEnded.Reason.RECOVERED : null;
    }

    private Outcome begin(FlightState flight, int fired, long at) {
        Promotion promotion = flight.promotion();
        if (arm(flight.flightId()) == Arm.HOLDOUT) {
            return suppress(promotion, fired, Reason.HOLDOUT);
        }
        if (at < promotion.cooldownUntil()) {
            return suppress(promotion, fired, Reason.COOLDOWN);
        }
        return make(flight, fired, false);
    }

    private Outcome improve(FlightState flight, Offer offer, int fired) {
        if (rules[fired].discount() > offer.discount()) {
            return make(flight, fired, true);
        }
        return rules[fired].name().equals(offer.rule())
                ? Outcome.NOTHING
                : suppress(flight.promotion(), fired, Reason.ACTIVE);
    }

    private Outcome make(FlightState flight, int fired, boolean supersedes) {
        Promotion promotion = flight.promotion();
        if (promotion.offers() >= terms.maxOffers()) {
            return suppress(promotion, fired, Reason.LIMIT);
        }
        String bucket = bucket(rules[fired].target(), flight.inventory());
        boolean soldOut = bucket == null
                || (flight.inventory() != null && flight.inventory().available(bucket) == 0);
        return soldOut ? suppress(promotion, fired, Reason.SOLD_OUT) : new Outcome.Make(fired, bucket, supersedes);
    }

    private Outcome suppress(Promotion promotion, int fired, Reason reason) {
        return promotion.hasTold(fired, reason.ordinal(), revision)
                ? Outcome.NOTHING
                : new Outcome.Suppress(fired, reason);
    }

    private static String bucket(Target target, Inventory inventory) {
        return switch (target) {
            case Target.Named named -> named.bucket();
            case Target.CheapestOpen open -> inventory == null ? null : inventory.cheapestOpen();
        };
    }

    private int firing(FlightState flight, long at) {
        long minutes = flight.minutesToDeparture(at);
        if (minutes >= furthestMinutes) {
            return NO_RULE;
        }
        double velocity = forecasts ? flight.velocityPerDay(at) : 0;
        return firing(
                flight.loadFactor(),
                minutes,
                velocity,
                forecasts ? expected(flight.bookedSeats(), flight.totalSeats(), minutes, velocity) : 0);
    }

    private int firing(double loadFactor, long minutes, double velocity, double expected) {
        for (int i = rules.length - 1; i >= 0; i--) {
            if (rules[i].holds(loadFactor, minutes, velocity, expected)) {
                return i;
            }
        }
        return NO_RULE;
    }

    /** The rule that fires for these inputs, or -1. */
    public int firing(Inputs inputs) {
        double velocity = velocity(inputs);
        return firing(inputs.loadFactor(), inputs.minutesToDeparture(), velocity, expected(inputs, velocity));
    }

    /** Every rule with its conditions beside the inputs. */
    public List<Consideration> consider(Inputs inputs) {
        int fired = firing(inputs);
        double velocity = velocity(inputs);
        List<Consideration> considered = new ArrayList<>(rules.length);
        for (int i = 0; i < rules.length; i++) {
            considered.add(Reasons.of(
                    rules[i], inputs, velocity, expected(inputs, velocity), i < fired ? rules[fired].name() : null));
        }
        return considered;
    }

    private static double velocity(Inputs inputs) {
        return inputs.bookingVelocityPerDay() == null ? 0 : inputs.bookingVelocityPerDay();
    }

    private static double expected(Inputs inputs, double velocity) {
        return expected(inputs.bookedSeats(), inputs.totalSeats(), inputs.minutesToDeparture(), velocity);
    }

    /** Load factor at departure if the flight goes on selling as it does, three decimals. */
    private static double expected(int booked, int total, long minutes, double velocity) {
        double seats = booked + velocity * minutes / (24 * 60);
        return Math.floor(seats * 1000 / total + 0.5) / 1000;
    }

    /** The same for a flight for ever, whatever else the policy says, as long as share and salt stay. */
    public Arm arm(String flightId) {
        if (terms.holdoutShare() == 0) {
            return Arm.TREATED;
        }
        double draw = (BookingHash.of(terms.holdoutSalt() + '/' + flightId) >>> 11) * 0x1p-53;
        return draw < terms.holdoutShare() ? Arm.HOLDOUT : Arm.TREATED;
    }

    /** When an offer made at {@code at} runs out by itself, at the departure at the latest; microseconds. */
    public long validUntil(FlightState flight, long at) {
        long departure = flight.schedule().departure();
        Duration validity = terms.validity();
        return validity == null ? departure : Math.min(departure, at + Micros.of(validity));
    }

    /** Load factor from which on a flight with an offer by that rule needs it no more. */
    public double recoversAt(Rule rule) {
        // Added as they are written: as doubles, 0.52 and 0.05 are a little more than 0.57.
        return BigDecimal.valueOf(rule.loadFactorBelow())
                .add(BigDecimal.valueOf(terms.hysteresis()))
                .doubleValue();
    }

    /** When, after {@code at}, time alone may change what {@link #decide} answers; microseconds. */
    public long nextLook(FlightState flight, long at) {
        long next = Long.MAX_VALUE;
        Offer offer = flight.promotion().offer();
        if (flight.phase() != Phase.OPEN) {
            return next;
        }
        if (offer != null) {
            next = earlier(next, offer.validUntil(), at);
        }
        if (decidesEveryBooking()) {
            return next;
        }
        long departure = flight.schedule().departure();
        for (Rule rule : rules) {
            next = earlier(next, firstInstantBelow(rule.minutesBelow(), departure), at);
            if (rule.minutesFrom() > 0) {
                next = earlier(next, firstInstantBelow(rule.minutesFrom(), departure), at);
            }
        }
        if (forecasts) {
            next = Math.min(next, nextHourOfForecasts(flight, at));
        }
        return earlier(next, flight.promotion().cooldownUntil(), at);
    }

    /**
     * A flight that sells nothing gets slower and its forecast worse as time passes: rules that ask for that begin to
     * hold, but never cease to, by time alone. Whole hours before the departure do, so that events do not move it.
     */
    private long nextHourOfForecasts(FlightState flight, long at) {
        long departure = flight.schedule().departure();
        long hour = departure - Math.floorDiv(departure - at, HOUR) * HOUR + 1;
        if (hour > departure) {
            return Long.MAX_VALUE;
        }
        long minutes = flight.minutesToDeparture(hour);
        for (Rule rule : rules) {
            if (rule.forecasts() && rule.isInBand(minutes) && flight.loadFactor() < rule.loadFactorBelow()) {
                long minutesNow = flight.minutesToDeparture(at);
                double velocity = flight.velocityPerDay(at);
                double expected = expected(flight.bookedSeats(), flight.totalSeats(), minutesNow, velocity);
                if (!rule.holds(flight.loadFactor(), minutesNow, velocity, expected)) {
                    return hour;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    private static long firstInstantBelow(long minutes, long departure) {
        return departure - minutes * Micros.PER_MINUTE + 1;
    }

    private static long earlier(long next, long candidate, long after) {
        return candidate > after && candidate < next ? candidate : next;
    }
}
