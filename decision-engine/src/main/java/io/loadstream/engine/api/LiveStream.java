package io.loadstream.engine.api;

import io.loadstream.engine.live.Frames.Frame;
import io.loadstream.engine.live.LiveBoard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.MediaType;

/**
 * One browser's connection. It asks for what follows the last frame that was written to it: a slow one asks less often,
 * falls out of the kept frames and gets a fresh snapshot. It holds nothing up, no more than one frame is buffered for it,
 * and that frame's bytes are the same for all. For one event loop.
 */
final class LiveStream {

    private static final long LOOK_MILLIS = 250;

    private final LiveBoard board;
    private final Vertx vertx;
    private final HttpServerResponse response;
    private String seen;

    LiveStream(LiveBoard board, Vertx vertx, HttpServerResponse response, String seen) {
        this.board = board;
        this.vertx = vertx;
        this.response = response;
        this.seen = seen;
    }

    /** Streams until the browser is gone. */
    Uni<Void> untilClosed() {
        return Uni.createFrom().emitter(emitter -> {
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS);
            long timer = vertx.setPeriodic(0, LOOK_MILLIS, this::look);
            response.closeHandler(closed -> {
                vertx.cancelTimer(timer);
                emitter.complete(null);
            });
        });
    }

    private void look(long timer) {
        if (response.closed()) {
            vertx.cancelTimer(timer);
            return;
        }
        if (response.writeQueueFull()) {
            return;
        }
        Frame frame = board.after(seen);
        if (frame != null) {
            seen = frame.id();
            response.write(frame.event());
        }
    }
}
