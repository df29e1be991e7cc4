package io.loadstream.engine.api;

import io.loadstream.engine.live.LiveBoard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The board and the decisions, live: see {@link LiveStream}. */
@Path("/api/stream")
@Tag(name = "Live", description = "The operations page's stream")
public class LiveResource {

    private final LiveBoard board;
    private final Vertx vertx;

    LiveResource(LiveBoard board, Vertx vertx) {
        this.board = board;
        this.vertx = vertx;
    }

    /** @param lastEventId what the browser saw last; it goes on from there, or from a snapshot */
    @GET
    @Operation(operationId = "stream", summary = "Flights and decisions as they change: a `snapshot`, then `changes`")
    @APIResponse(
            responseCode = "200",
            description = "The stream, until the browser leaves it",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<Void> stream(@HeaderParam("Last-Event-ID") String lastEventId, @Context HttpServerResponse response) {
        return new LiveStream(board, vertx, response, lastEventId).untilClosed();
    }
}
