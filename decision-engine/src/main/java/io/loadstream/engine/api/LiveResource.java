package io.loadstream.engine.api;

import io.loadstream.engine.live.Frames.Frame;
import io.loadstream.engine.live.LiveBoard;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The board and the decisions, live. Each browser asks for what follows the last frame that was written to it: a slow one
 * asks less often, falls out of the kept frames and gets a fresh snapshot. It holds nothing up and nothing is buffered
 * for it.
 */
@Path("/api/stream")
@Tag(name = "Live", description = "The operations page's stream")
public class LiveResource {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final LiveBoard board;

    LiveResource(LiveBoard board) {
        this.board = board;
    }

    /** @param lastEventId what the browser saw last; it goes on from there, or from a snapshot */
    @GET
    @Operation(operationId = "stream", summary = "Flights and decisions as they change: a `snapshot`, then `changes`")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        AtomicReference<String> seen = new AtomicReference<>(lastEventId);
        return Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .map(tick -> Optional.ofNullable(board.after(seen.get())))
                .filter(Optional::isPresent)
                .map(found -> {
                    Frame frame = found.get();
                    seen.set(frame.id());
                    return sse.newEventBuilder()
                            .name(frame.name())
                            .id(frame.id())
                            .data(frame.data())
                            .build();
                });
    }
}
