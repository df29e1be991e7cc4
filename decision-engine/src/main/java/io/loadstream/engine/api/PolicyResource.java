package io.loadstream.engine.api;

import io.loadstream.domain.event.Explanation.Consideration;
import io.loadstream.domain.event.Explanation.Inputs;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.engine.loop.EngineLoop;
import io.loadstream.engine.policy.PolicyReader;
import io.loadstream.http.Asks;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The policy in force, and what it or another would decide. */
@Path("/api/policy")
@Tag(name = "Policy", description = "The policy in force, and what it or another would decide")
public class PolicyResource {

    private final EngineLoop loop;

    PolicyResource(EngineLoop loop) {
        this.loop = loop;
    }

    record PolicyView(String revision, PolicyTerms terms) {}

    /**
     * @param bookedSeats may stand with {@code totalSeats} in place of {@code loadFactor}
     * @param loadFactor three decimals count
     * @param policy YAML of a policy to ask in place of the one in force; may be absent
     */
    record Question(
            Long minutesToDeparture,
            Double loadFactor,
            Integer bookedSeats,
            Integer totalSeats,
            Double bookingVelocityPerDay,
            String policy) {

        /** Seats of an imagined flight for a load factor that comes without any. */
        private static final int SEATS = 1_000;

        Inputs inputs() {
            if (minutesToDeparture == null) {
                throw new InvalidEventException("minutes_to_departure", "is missing");
            }
            boolean counted = bookedSeats != null && totalSeats != null;
            if (!counted && loadFactor == null) {
                throw new InvalidEventException("load_factor", "is missing, or booked_seats and total_seats are");
            }
            int total = totalSeats == null ? SEATS : totalSeats;
            int booked = counted ? bookedSeats : (int) Math.round(loadFactor * total);
            double factor =
                    counted ? (booked * 2000L + total) / (2L * Math.max(1, total)) / 1000.0 : published(loadFactor);
            return new Inputs(booked, total, factor, minutesToDeparture, bookingVelocityPerDay);
        }

        /** To three decimals, half up, as a flight's own is. */
        private static double published(double loadFactor) {
            return Math.floor(loadFactor * 1000 + 0.5) / 1000;
        }
    }

    /**
     * @param rule that fires; absent with all that follows from it when none does
     * @param targetFareBucket {@code cheapest-open} where the inventory decides
     */
    record Answer(
            String policy,
            String policyRevision,
            boolean offer,
            String rule,
            Double discountPercentage,
            String targetFareBucket,
            Inputs inputs,
            List<Consideration> considered) {}

    @GET
    @Operation(operationId = "policy", summary = "The policy in force")
    public PolicyView inForce() {
        Policy policy = loop.policy();
        return new PolicyView(policy.revision(), policy.terms());
    }

    @Asks
    @POST
    @Path("/evaluate")
    @Operation(operationId = "evaluate", summary = "What the policy would decide for these inputs, and why")
    public Answer evaluate(Question question) {
        if (question == null) {
            throw new InvalidEventException("a question is missing");
        }
        Policy policy = question.policy() == null ? loop.policy() : PolicyReader.read("policy", question.policy());
        Inputs inputs = question.inputs();
        int fired = policy.firing(inputs);
        Rule rule = fired < 0 ? null : policy.rule(fired);
        return new Answer(
                policy.terms().name(),
                policy.revision(),
                rule != null,
                rule == null ? null : rule.name(),
                rule == null ? null : rule.discount(),
                rule == null ? null : target(rule.target()),
                inputs,
                policy.consider(inputs));
    }

    private static String target(Target target) {
        return switch (target) {
            case Target.Named named -> named.bucket();
            case Target.CheapestOpen open -> "cheapest-open";
        };
    }
}
