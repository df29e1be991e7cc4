package io.loadstream.engine.api;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
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
            @Parameter(description = "Only decisions on that flight") @QueryParam("flight_id") String flightId) {
        Limit.check(limit);
        List<Numbered> found = decisions.before(
                before, limit, event -> flightId == null || event.flightId().equals(flightId));
        Long next = found.size() < limit ? null : found.getLast().number();
        return new Page(found.stream().map(Numbered::told).toList(), next);
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
