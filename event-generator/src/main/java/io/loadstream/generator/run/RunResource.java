package io.loadstream.generator.run;

import io.loadstream.http.Problem;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The run: how it goes, and how to steer it. */
@Path("/api/run")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
@Tag(name = "Run", description = "The run, and how to steer it")
public class RunResource {

    private final Runs runs;

    RunResource(Runs runs) {
        this.runs = runs;
    }

    @GET
    @Operation(operationId = "status", summary = "How the run goes")
    public RunStatus status() {
        return runs.status();
    }

    /**
     * Starts the run; 409 while one is under way.
     *
     * @param continues whether what the topics hold of it is left out; otherwise it begins at its first event
     * @param onTop whether a simulation may begin on topics that hold records; as configured when it is not said
     */
    @POST
    @Path("/start")
    @Operation(
            operationId = "start",
            summary = "Starts from the beginning, on empty topics or on top, or continues where the topics end")
    public Response start(
            @QueryParam("continue") @DefaultValue("false") boolean continues, @QueryParam("on_top") Boolean onTop) {
        try {
            runs.start(Beginning.of(continues, onTop == null ? runs.isOnTopByConfiguration() : onTop));
            return Response.accepted(runs.status()).build();
        } catch (IllegalStateException e) {
            return Problem.response(Response.Status.CONFLICT, e.getMessage());
        }
    }

    @POST
    @Path("/pause")
    @Operation(operationId = "pause", summary = "Holds the simulated clock")
    public Response pause() {
        return steer(run -> run.pace().pause());
    }

    @POST
    @Path("/resume")
    @Operation(operationId = "resume", summary = "Lets it go on")
    public Response resume() {
        return steer(run -> run.pace().resume());
    }

    /** Ends the run early and cleanly. */
    @POST
    @Path("/stop")
    @Operation(operationId = "stop", summary = "Ends the run early and cleanly")
    public Response stop() {
        return steer(Run::stop);
    }

    /** @param value event seconds a second of real time; 0 for as fast as the pipeline accepts */
    @POST
    @Path("/speed")
    @Operation(operationId = "speed", summary = "Changes how fast simulated time passes")
    public Response speed(@QueryParam("value") Double value) {
        if (value == null) {
            return Problem.response(Response.Status.BAD_REQUEST, "value is missing: event seconds a second, or 0");
        }
        try {
            return steer(run -> run.pace().changeSpeed(value));
        } catch (IllegalArgumentException e) {
            return Problem.response(Response.Status.BAD_REQUEST, e.getMessage());
        }
    }

    private Response steer(Consumer<Run> change) {
        Run run = runs.current();
        if (run == null || run.state().isOver()) {
            return Problem.response(Response.Status.CONFLICT, "no run is under way");
        }
        change.accept(run);
        return Response.ok(runs.status()).build();
    }
}
