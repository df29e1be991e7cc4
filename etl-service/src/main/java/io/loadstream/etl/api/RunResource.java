package io.loadstream.etl.api;

import io.loadstream.etl.load.Agreement;
import io.loadstream.etl.load.Pending;
import io.loadstream.etl.rebuild.DepartureDates;
import io.loadstream.etl.run.EtlRunner;
import io.loadstream.etl.run.GoldExport;
import io.loadstream.etl.run.RunHistory;
import io.loadstream.etl.run.RunReport;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Runs: start one, see them. */
@Path("/api/etl")
@Tag(name = "Runs", description = "Loads of the warehouse")
public class RunResource {

    private static final int MOST_RUNS = 1000;

    private final EtlRunner runner;
    private final RunHistory history;
    private final GoldExport gold;

    RunResource(EtlRunner runner, RunHistory history, GoldExport gold) {
        this.runner = runner;
        this.history = history;
        this.gold = gold;
    }

    /** Runs now, or joins the run that is under way; answers when it is done. */
    @POST
    @Path("/run")
    @Operation(operationId = "run", summary = "Loads what is new, or joins the run under way; answers when it is done")
    public Uni<RunReport> run() {
        return Uni.createFrom()
                .completionStage(() -> runner.run(RunReport.Trigger.REQUEST))
                .map(report -> report.orElseThrow());
    }

    /**
     * Builds the warehouse anew from the whole lake, or the flights that depart on some dates; answers when what is new is in
     * place.
     */
    @POST
    @Path("/rebuild")
    @Operation(
            operationId = "rebuild",
            summary = "Builds the warehouse anew from the whole lake, or the flights of some dates of departure")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "First date of departure (UTC), such as 2026-03-01")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Last one, inclusive")
    @Parameter(
            name = "even_if_less",
            in = ParameterIn.QUERY,
            description = "Of everything, although the warehouse has loaded what the lake no longer has: that is lost"
                    + " (true or false, the default)")
    public Uni<RunReport> rebuild(@Context UriInfo uri) {
        // Not as parameters of the method: these are the same when they are empty as when there are none.
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        Optional<DepartureDates> dates = DepartureDates.parse(query.getFirst("from"), query.getFirst("to"));
        boolean evenIfLess = truth("even_if_less", query.getFirst("even_if_less"));
        if (evenIfLess && dates.isPresent()) {
            throw new IllegalArgumentException("even_if_less is of a rebuild of everything: leave out from and to");
        }
        return Uni.createFrom()
                .completionStage(() -> evenIfLess
                        ? runner.rebuildEvenIfLess()
                        : dates.map(runner::rebuild).orElseGet(runner::rebuild))
                .map(report -> report.orElseThrow());
    }

    private static boolean truth(String name, String value) {
        return switch (value) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false: " + value);
        };
    }

    /** Brings the gold tables up to date, after the run under way; answers when that is done. */
    @POST
    @Path("/gold")
    @Operation(operationId = "gold", summary = "Brings the gold tables up to date; answers when they are")
    @Blocking
    public Map<String, Integer> gold() {
        return Map.of("dates", gold.export());
    }

    /** What a run would load now, by topic, without loading it. */
    @GET
    @Path("/pending")
    @Operation(operationId = "pending", summary = "What a run would load now, by topic")
    @Blocking
    public Map<String, Pending> pending() {
        return history.pending();
    }

    /** Compares what is loaded with the lake, row by row by their keys; answers when the whole lake is read. */
    @POST
    @Path("/audit")
    @Operation(operationId = "audit", summary = "Compares what is loaded with the lake, by topic")
    @Blocking
    public Map<String, Agreement> audit() {
        return history.audit();
    }

    /** The latest runs, last first, with the progress of the one that is under way here. */
    @GET
    @Path("/runs")
    @Operation(operationId = "runs", summary = "The latest runs, last first")
    @Blocking
    public List<RunReport> runs(
            @Parameter(description = "Runs at most, 1 to 1,000") @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST_RUNS) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST_RUNS + ": " + limit);
        }
        return history.latest(limit);
    }
}
