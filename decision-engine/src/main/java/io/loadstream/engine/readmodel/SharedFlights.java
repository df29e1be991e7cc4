package io.loadstream.engine.readmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.loadstream.engine.config.EngineConfig;
import io.loadstream.engine.readmodel.FlightStore.Entry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The flights of all engines, as Redis has them: at most some moments old. */
@ApplicationScoped
public class SharedFlights {

    private static final int CHUNK = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Instance<ReactiveRedisDataSource> redis;
    private final EngineConfig.Redis config;
    private final ObjectMapper json;
    private final ObjectReader reader;
    private volatile FlightStore store;

    SharedFlights(Instance<ReactiveRedisDataSource> redis, EngineConfig config, ObjectMapper json) {
        this.redis = redis;
        this.config = config.redis();
        this.json = json;
        // Engines of the next version may write more than this one knows.
        this.reader = json.readerFor(FlightView.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Whether there is a Redis to ask, and it is known for which network. */
    public boolean isThere() {
        return store != null;
    }

    /** @param network what tells the flights of this Kafka cluster's topics from those of others */
    void of(String network) {
        store = new FlightStore(redis.get(), config.prefix(), network);
    }

    /** A flight; fails when Redis does not answer. */
    public Uni<Optional<FlightView>> find(String flightId) {
        return store.read(List.of(flightId))
                .map(texts -> texts.stream().findFirst().map(this::flight))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    /** The first wanted flights after that id, in the order of ids; fails when Redis does not answer. */
    public Uni<List<FlightView>> after(String flightId, int limit, Predicate<FlightView> wanted) {
        return collect(new ArrayList<>(), flightId, limit, wanted)
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private Uni<List<FlightView>> collect(
            List<FlightView> found, String from, int limit, Predicate<FlightView> wanted) {
        return store.idsAfter(from, CHUNK)
                .chain(ids -> store.read(ids).chain(texts -> {
                    texts.stream()
                            .map(this::flight)
                            .filter(wanted)
                            .limit(limit - found.size())
                            .forEach(found::add);
                    return found.size() == limit || ids.size() < CHUNK
                            ? Uni.createFrom().item(found)
                            : collect(found, ids.getLast(), limit, wanted);
                }));
    }

    /** Blocks; fails when Redis does not answer. */
    String epoch() {
        return store.epoch().await().atMost(PATIENCE);
    }

    /** Blocks; fails when Redis does not answer. */
    void write(List<Standing> changed, Map<String, Long> gone) {
        List<Entry> entries = new ArrayList<>(changed.size() + gone.size());
        changed.forEach(
                at -> entries.add(new Entry(at.flight().flightId(), at.partition(), at.version(), text(at.flight()))));
        gone.forEach((id, version) -> entries.add(Entry.gone(id, version)));
        if (!entries.isEmpty()) {
            store.write(entries).await().atMost(PATIENCE);
        }
    }

    /**
     * The flights that Redis has of the partitions in hand, and that are not in hand: the news of their end was lost. Each with
     * the version to say so with. Blocks; fails when Redis does not answer.
     */
    Map<String, Long> ghosts(FlightsInHand.All inHand) {
        Map<String, Long> ghosts = new HashMap<>();
        List<String> ids;
        for (String from = ""; from != null; from = ids.size() < CHUNK ? null : ids.getLast()) {
            ids = store.idsAfter(from, CHUNK).await().atMost(PATIENCE);
            List<String> unknown =
                    ids.stream().filter(id -> !inHand.ids().contains(id)).toList();
            List<Integer> partitions = store.partitions(unknown).await().atMost(PATIENCE);
            for (int i = 0; i < unknown.size(); i++) {
                Long version = inHand.versions().get(partitions.get(i));
                if (version != null) {
                    ghosts.put(unknown.get(i), version);
                }
            }
        }
        return ghosts;
    }

    private String text(FlightView flight) {
        try {
            return json.writeValueAsString(flight);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a flight is always writable", e);
        }
    }

    private FlightView flight(String text) {
        try {
            return reader.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Redis has a flight that this version cannot read: " + e.getMessage(), e);
        }
    }
}
