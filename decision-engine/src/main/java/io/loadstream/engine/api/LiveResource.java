package io.loadstream.engine.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.engine.live.RecentDecisions;
import io.loadstream.engine.live.RecentDecisions.Numbered;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decisions as they are made. Each listener looks at the recent decisions four times a second and takes what is new: a
 * slow one skips looks and takes more at the next, so it holds nothing up and nothing is buffered for it.
 */
@Path("/api/stream")
public class LiveResource {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int MAX_PER_LOOK = 500;

    private final RecentDecisions decisions;
    private final ObjectMapper json;

    LiveResource(RecentDecisions decisions, ObjectMapper json) {
        this.decisions = decisions;
        this.json = json;
    }

    /** @param lastEventId what the browser saw last; from there on it misses nothing that is still kept */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        AtomicLong seen = new AtomicLong(start(lastEventId));
        return Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .map(tick -> decisions.after(seen.get(), MAX_PER_LOOK))
                .filter(news -> !news.isEmpty())
                .map(news -> {
                    seen.set(news.getLast().number());
                    return sse.newEventBuilder()
                            .name("decisions")
                            .id(Long.toString(seen.get()))
                            .data(toJson(news))
                            .build();
                });
    }

    private long start(String lastEventId) {
        try {
            return lastEventId == null ? decisions.last() : Long.parseLong(lastEventId);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Last-Event-ID must be a whole number: " + lastEventId, e);
        }
    }

    private String toJson(List<Numbered> news) {
        try {
            return json.writeValueAsString(news.stream().map(DecisionView::of).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("decisions are always writable", e);
        }
    }
}
