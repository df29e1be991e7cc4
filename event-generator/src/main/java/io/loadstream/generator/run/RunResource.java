package io.loadstream.generator.run;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.function.Consumer;

/** The run: how it goes, and how to steer it. */
@Path("/api/run")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class RunResource {

    private final Runs runs;

    RunResource(Runs runs) {
        this.runs = runs;
    }

    @GET
    public RunStatus status() {
        return runs.status();
    }

    /** Starts over from the beginning; 409 while a run is under way. */
    @POST
    @Path("/start")
    public Response start() {
        try {
            runs.start();
            return Response.accepted(runs.status()).build();
        } catch (IllegalStateException e) {
            return problem(Response.Status.CONFLICT, e.getMessage());
        }
    }

    @POST
    @Path("/pause")
    public Response pause() {
        return steer(run -> run.pace().pause());
    }

    @POST
    @Path("/resume")
    public Response resume() {
        return steer(run -> run.pace().resume());
    }

    /** Ends the run early and cleanly. */
    @POST
    @Path("/stop")
    public Response stop() {
        return steer(Run::stop);
    }

    /** @param value event seconds a second of real time; 0 for as fast as the pipeline accepts */
    @POST
    @Path("/speed")
    public Response speed(@QueryParam("value") Double value) {
        if (value == null) {
            return problem(Response.Status.BAD_REQUEST, "value is missing: event seconds a second, or 0");
        }
        try {
            return steer(run -> run.pace().changeSpeed(value));
        } catch (IllegalArgumentException e) {
            return problem(Response.Status.BAD_REQUEST, e.getMessage());
        }
    }

    private Response steer(Consumer<Run> change) {
        Run run = runs.current();
        if (run == null || run.state().isOver()) {
            return problem(Response.Status.CONFLICT, "no run is under way");
        }
        change.accept(run);
        return Response.ok(runs.status()).build();
    }

    private static Response problem(Response.Status status, String error) {
        return Response.status(status).entity(Map.of("error", error)).build();
    }
}
