package io.loadstream.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstream.domain.event.Topic;
import io.loadstream.lake.LakeStore;
import io.loadstream.local.result.Claims;
import io.loadstream.local.result.LakeScan;
import io.loadstream.local.result.RunResult;
import io.loadstream.local.result.TopicScan;
import io.loadstream.local.run.Lag;
import io.loadstream.local.run.Pipeline;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.run.Service;
import io.loadstream.local.text.Progress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Follows the events of a running pipeline from hop to hop until all have arrived everywhere, then counts.
 *
 * <pre>
 *   generator has sent all -> engine has committed all -> lake has every record -> warehouse has loaded the lake
 * </pre>
 */
public final class BoundedRun {

    private static final Duration OFTEN = Duration.ofMillis(200);
    /** It takes a request for each object of the lake. */
    private static final Duration SELDOM = Duration.ofSeconds(1);

    private static final Duration STALL_LIMIT = Duration.ofSeconds(120);
    private static final Duration ETL_LIMIT = Duration.ofMinutes(10);
    private static final int ETL_RUNS = 5;
    private static final String ENGINE_GROUP = "decision-engine";

    private final Pipeline pipeline;
    private final Progress progress;
    private final Patience patience;

    public BoundedRun(Pipeline pipeline, Progress progress) {
        this.pipeline = pipeline;
        this.progress = progress;
        this.patience = new Patience(pipeline, STALL_LIMIT);
    }

    /** Until the generator has sent everything, and everything has arrived everywhere. */
    public RunResult toTheEnd() {
        Map<String, Long> sent = awaitGenerator();
        awaitEngine();
        String metrics = pipeline.service(Service.DECISION_ENGINE).metrics();
        return settle(new Claims(sent, EngineFates.of(metrics)));
    }

    /**
     * Until everything that lies in the topics has arrived everywhere.
     *
     * @param claims what is to be held against what is found
     */
    public RunResult settle(Claims claims) {
        awaitEngine();
        progress.say("the engine has judged every event");
        TopicScan topics = TopicScan.read(pipeline.parts().kafka().bootstrapServers(), RunResult.archivedTopics());
        try (LakeStore store = LakeStore.open(pipeline.parts().lake())) {
            awaitLake(store, topics);
            loadWarehouse();
            progress.say("counting everything once more, from outside");
            return RunResult.of(claims, topics, store, pipeline.parts().postgres());
        } catch (SQLException e) {
            throw new RunFailedException("the warehouse cannot be counted: " + e.getMessage(), e);
        }
    }

    private Map<String, Long> awaitGenerator() {
        GeneratorState[] state = new GeneratorState[1];
        patience.awaitNone("the generator has sent nothing", OFTEN, () -> {
            state[0] =
                    GeneratorState.of(pipeline.service(Service.EVENT_GENERATOR).get("/api/run"));
            if (state[0].failed()) {
                throw new RunFailedException("the generator cannot go on: " + state[0].error());
            }
            progress.update(String.format(
                    Locale.ROOT,
                    "events flow in: %.0f %%, %,d sent%s",
                    100 * state[0].progress(),
                    state[0].events(),
                    state[0].simulatedTime() == null ? "" : ", simulated time " + state[0].simulatedTime()));
            // What it sends grows, so what remains falls.
            return state[0].finished() ? 0 : Long.MAX_VALUE - state[0].events();
        });
        progress.say(String.format(Locale.ROOT, "the generator has sent all its events: %,d", state[0].events()));
        return state[0].produced();
    }

    private void awaitEngine() {
        List<String> inputs = Topic.inputs().stream().map(Topic::topicName).toList();
        try (Admin admin = pipeline.parts().kafka().admin()) {
            patience.awaitNone("the decision engine has not moved", OFTEN, () -> {
                long lag = Lag.of(admin, ENGINE_GROUP, inputs);
                progress.update(String.format(Locale.ROOT, "the engine decides: %,d events to go", lag));
                return lag;
            });
        }
    }

    private void awaitLake(LakeStore store, TopicScan topics) {
        long records = topics.records();
        patience.awaitNone("the lake has not grown", SELDOM, () -> {
            long missing = records - LakeScan.rowsByMetadata(store);
            progress.update(String.format(Locale.ROOT, "the lake fills: %,d records to go", missing));
            return missing;
        });
        progress.say(String.format(Locale.ROOT, "the lake has %,d records", records));
    }

    /** A run that was under way may have begun before the lake was complete: so until one finds nothing new. */
    private void loadWarehouse() {
        for (int run = 0; run < ETL_RUNS; run++) {
            progress.update("the warehouse is loaded from the lake");
            JsonNode answer = pipeline.service(Service.ETL_SERVICE).post("/api/etl/run", ETL_LIMIT);
            if (!"SUCCEEDED".equals(answer.path("status").asText())) {
                throw new RunFailedException("the warehouse could not be loaded: "
                        + answer.path("error").asText("no reason given") + ". The log is "
                        + pipeline.service(Service.ETL_SERVICE).logFile());
            }
            if (loaded(answer) == 0) {
                break;
            }
        }
        progress.say("the warehouse is loaded");
    }

    private static long loaded(JsonNode answer) {
        long events = 0;
        for (JsonNode count : answer.path("events")) {
            events += count.asLong();
        }
        return events;
    }
}
