package io.loadstream.domain.decision;

import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.Explanation.Inputs;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.flight.Offer;
import io.loadstream.domain.flight.Promotion;
import io.loadstream.domain.policy.Outcome;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.Rule;
import java.time.Instant;

/** Asks the policy about a flight, notes the answer in its state, and tells it as events. */
final class Decider {

    /** What {@code decision_source} says. */
    static final String SOURCE = "decision-engine";

    private final Output output;
    private Policy policy;

    Decider(Policy policy, Output output) {
        this.policy = policy;
        this.output = output;
    }

    Policy policy() {
        return policy;
    }

    void policy(Policy now) {
        policy = now;
    }

    /** Says whether the flight's state changed. */
    boolean decide(FlightState flight, long at, Look look) {
        boolean changed = false;
        while (true) {
            switch (policy.decide(flight, at)) {
                case Outcome.Nothing nothing -> {
                    return changed;
                }
                case Outcome.End end -> {
                    end(flight, at, end.reason());
                    changed = true;
                }
                case Outcome.Make make -> {
                    make(flight, at, make, look);
                    return changed || !policy.decidesEveryBooking();
                }
                case Outcome.Suppress suppress -> {
                    suppress(flight, at, suppress, look);
                    return true;
                }
            }
        }
    }

    /** Ends what is over, and begins nothing: for what a policy before this one left in force. */
    void end(FlightState flight, long at) {
        PromotionEnded.Reason reason = policy.endOf(flight, at);
        if (reason != null) {
            end(flight, at, reason);
        }
    }

    private void end(FlightState flight, long at, PromotionEnded.Reason reason) {
        Promotion promotion = flight.promotion();
        tellEnd(flight, at, promotion.offer(), reason);
        flight.promotion(promotion.end(at + Micros.of(policy.terms().cooldown())));
    }

    private void make(FlightState flight, long at, Outcome.Make make, Look look) {
        Rule rule = policy.rule(make.rule());
        Promotion promotion = flight.promotion();
        if (make.supersedes()) {
            tellEnd(flight, at, promotion.offer(), PromotionEnded.Reason.SUPERSEDED);
        }
        long validUntil = policy.validUntil(flight, at);
        Explanation explanation = explain(flight, at, rule, "MAKE", look);
        Inputs inputs = explanation.inputs();
        output.promotion(new PromotionTriggered(
                Micros.toInstant(at),
                flight.flightId(),
                SOURCE,
                inputs.loadFactor(),
                inputs.minutesToDeparture(),
                make.bucket(),
                rule.discount(),
                rule.name(),
                policy.decidesEveryBooking() ? null : Micros.toInstant(validUntil),
                explanation));
        if (!policy.decidesEveryBooking()) {
            flight.promotion(promotion.make(new Offer(
                    explanation.decisionId(),
                    rule.name(),
                    make.bucket(),
                    rule.discount(),
                    at,
                    validUntil,
                    policy.recoversAt(rule))));
        }
    }

    private void suppress(FlightState flight, long at, Outcome.Suppress suppress, Look look) {
        Rule rule = policy.rule(suppress.rule());
        PromotionSuppressed.Reason reason = suppress.reason();
        output.promotion(new PromotionSuppressed(
                Micros.toInstant(at),
                flight.flightId(),
                rule.name(),
                reason,
                explain(flight, at, rule, reason.name(), look)));
        flight.promotion(flight.promotion().tell(suppress.rule(), reason.ordinal(), policy.revision()));
    }

    private void tellEnd(FlightState flight, long at, Offer offer, PromotionEnded.Reason reason) {
        Instant when = Micros.toInstant(at);
        output.promotion(new PromotionEnded(when, flight.flightId(), offer.decisionId(), reason));
    }

    private Explanation explain(FlightState flight, long at, Rule rule, String choice, Look look) {
        Inputs inputs = new Inputs(
                flight.bookedSeats(),
                flight.totalSeats(),
                flight.loadFactor(),
                flight.minutesToDeparture(at),
                flight.velocityPerDay(at));
        return new Explanation(
                DecisionId.of(flight.flightId(), policy.revision(), rule.name(), choice, at, look.identity()),
                policy.revision(),
                inputs,
                policy.consider(inputs),
                policy.arm(flight.flightId()),
                look.cause(),
                look.traceId());
    }
}
