package io.loadstream.engine.api;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.engine.live.Decided;
import io.loadstream.engine.live.RecentDecisions;
import io.loadstream.engine.live.RecentDecisions.Numbered;
import io.loadstream.engine.live.RecentDecisions.Told;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The decisions that all engines made lately, newest first. Older ones are in the lake and the warehouse. */
@Path("/api/decisions")
@Tag(name = "Decisions", description = "What was decided lately, and why")
public class DecisionsResource {

    private final RecentDecisions decisions;

    DecisionsResource(RecentDecisions decisions) {
        this.decisions = decisions;
    }

    /**
     * One page of decisions.
     *
     * @param next to be given as {@code before} for the page that follows; absent on the last
     */
    record Page(List<Told> decisions, Long next) {}

    /**
     * @param before number to go on from
     * @param limit 1 to 1,000
     * @param flightId only decisions on that flight
     * @param outcome only decisions that came to that, see {@link Decided#OUTCOMES}
     * @param rule only decisions by that rule, no ends of offers
     */
    @GET
    @Operation(operationId = "decisions", summary = "One page of decisions, newest first")
    public Page list(
            @Parameter(description = "Number to go on from: `next` of the page before")
                    @QueryParam("before")
                    @DefaultValue("9223372036854775807")
                    long before,
            @Parameter(description = "Decisions on a page, 1 to 1,000") @QueryParam("limit") @DefaultValue("100")
                    int limit,
            @Parameter(description = "Only decisions on that flight") @QueryParam("flight_id") String flightId,
            @Parameter(
                            description =
                                    "Only decisions that came to that: `triggered`, `suppressed` or `ended`, or with the"
                                            + " reason, such as `suppressed_holdout` or `ended_expired`")
                    @QueryParam("outcome")
                    String outcome,
            @Parameter(description = "Only decisions by that rule; the end of an offer names none") @QueryParam("rule")
                    String rule) {
        Limit.check(limit);
        if (outcome != null && !Decided.OUTCOMES.contains(outcome)) {
            throw new IllegalArgumentException(
                    "outcome must be one of " + String.join(", ", Decided.OUTCOMES) + ": " + outcome);
        }
        // One more than asked for says whether another page follows.
        List<Numbered> found = decisions.before(before, limit + 1, event -> isWanted(event, flightId, outcome, rule));
        List<Numbered> page = found.subList(0, Math.min(limit, found.size()));
        Long next = found.size() > limit ? page.getLast().number() : null;
        return new Page(page.stream().map(Numbered::told).toList(), next);
    }

    private static boolean isWanted(PromotionEvent event, String flightId, String outcome, String rule) {
        if (flightId != null && !event.flightId().equals(flightId)) {
            return false;
        }
        Decided decided = Decided.of(event);
        return (outcome == null || decided.isOutcome(outcome))
                && (rule == null || decided.rule().equals(rule));
    }

    /** The decision of that id, and the end of its offer if that is known. */
    @GET
    @Path("/{id}")
    @Operation(
            operationId = "decision",
            summary = "A decision with its full explanation, and the end of its offer if that is known")
    public List<Told> one(@PathParam("id") String id) {
        List<Numbered> found = decisions.before(Long.MAX_VALUE, 2, event -> id.equals(decisionId(event)));
        if (found.isEmpty()) {
            throw new NotFoundException("no decision " + id + " was made lately");
        }
        return found.reversed().stream().map(Numbered::told).toList();
    }

    private static String decisionId(PromotionEvent event) {
        return switch (event) {
            case PromotionTriggered triggered -> triggered.explanation().decisionId();
            case PromotionSuppressed suppressed -> suppressed.explanation().decisionId();
            case PromotionEnded ended -> ended.decisionId();
        };
    }
}
