package io.loadstream.engine.readmodel;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Flights in Redis, as JSON texts. All keys of one network share a hash tag, so that one node of a cluster has them all.
 *
 * <pre>
 *   PREFIX:{NETWORK}:flight:ID   hash: version, partition, json
 *   PREFIX:{NETWORK}:ids         sorted set of the ids of all flights, in their order
 *   PREFIX:{NETWORK}:epoch       any text; when it is gone, so may be anything else
 *   PREFIX:network               the network written last
 * </pre>
 */
final class FlightStore {

    /** What is to be written. */
    record Entry(String flightId, int partition, long version, String json) {

        /** The flight is gone, or was never to be there. */
        static Entry gone(String flightId, long version) {
            return new Entry(flightId, -1, version, "");
        }
    }

    /** How long it is remembered that a flight is gone: a slower writer may still have an older word on it. */
    private static final String GONE_SECONDS = "3600";

    private static final String WRITE = """
            for i = 2, #KEYS do
              local at = 4 * (i - 2)
              local id, partition, version, json = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
              local known = redis.call('HGET', KEYS[i], 'version')
              if not known or tonumber(known) <= tonumber(version) then
                if json == '' then
                  redis.call('HDEL', KEYS[i], 'json')
                  redis.call('HSET', KEYS[i], 'version', version)
                  redis.call('EXPIRE', KEYS[i], %s)
                  redis.call('ZREM', KEYS[1], id)
                else
                  redis.call('HSET', KEYS[i], 'version', version, 'partition', partition, 'json', json)
                  redis.call('PERSIST', KEYS[i])
                  redis.call('ZADD', KEYS[1], 0, id)
                end
              end
            end
            """.formatted(GONE_SECONDS);

    private static final String READ = """
            local found = {}
            for i = 1, #KEYS do
              found[i] = redis.call('HGET', KEYS[i], ARGV[1])
            end
            return found
            """;

    private final ReactiveRedisDataSource redis;
    private final String prefix;
    private final String keys;
    private final String network;

    /** @param network what tells this network's flights from those of others in the same Redis */
    FlightStore(ReactiveRedisDataSource redis, String prefix, String network) {
        this.redis = redis;
        this.prefix = prefix;
        this.network = network;
        this.keys = prefix + ":{" + network + "}:";
    }

    /** The epoch, begun anew when there is none: a new one means that Redis has lost what was written. */
    Uni<String> epoch() {
        String begun = UUID.randomUUID().toString();
        return redis.execute("SET", keys + "epoch", begun, "NX")
                .chain(() -> redis.execute("SET", prefix + ":network", network))
                .chain(() -> redis.execute("GET", keys + "epoch"))
                .map(Response::toString);
    }

    /** Writes each entry unless a later version of its flight is there. */
    Uni<Void> write(Collection<Entry> entries) {
        List<String> arguments = new ArrayList<>(entries.size() * 5 + 3);
        arguments.add(WRITE);
        arguments.add(Integer.toString(entries.size() + 1));
        arguments.add(keys + "ids");
        entries.forEach(entry -> arguments.add(key(entry.flightId())));
        for (Entry entry : entries) {
            arguments.add(entry.flightId());
            arguments.add(Integer.toString(entry.partition()));
            arguments.add(Long.toString(entry.version()));
            arguments.add(entry.json());
        }
        return redis.execute("EVAL", arguments.toArray(String[]::new)).replaceWithVoid();
    }

    /** At most so many ids that come after {@code id}, in their order. */
    Uni<List<String>> idsAfter(String id, int limit) {
        return redis.execute(
                        "ZRANGEBYLEX",
                        keys + "ids",
                        id.isEmpty() ? "-" : "(" + id,
                        "+",
                        "LIMIT",
                        "0",
                        Integer.toString(limit))
                .map(FlightStore::texts);
    }

    /** The texts of those of the named flights that are there. */
    Uni<List<String>> read(List<String> flightIds) {
        return read(flightIds, "json")
                .map(texts -> texts.stream().filter(Objects::nonNull).toList());
    }

    /** The partition of each of the named flights; {@code null} where it is not known. */
    Uni<List<Integer>> partitions(List<String> flightIds) {
        return read(flightIds, "partition")
                .map(texts -> texts.stream()
                        .map(text -> text == null ? null : Integer.valueOf(text))
                        .toList());
    }

    private Uni<List<String>> read(List<String> flightIds, String field) {
        if (flightIds.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> arguments = new ArrayList<>(flightIds.size() + 3);
        arguments.add(READ);
        arguments.add(Integer.toString(flightIds.size()));
        flightIds.forEach(id -> arguments.add(key(id)));
        arguments.add(field);
        return redis.execute("EVAL", arguments.toArray(String[]::new)).map(FlightStore::texts);
    }

    private String key(String flightId) {
        return keys + "flight:" + flightId;
    }

    private static List<String> texts(Response response) {
        List<String> texts = new ArrayList<>(response.size());
        for (Response each : response) {
            texts.add(each == null ? null : each.toString());
        }
        return texts;
    }
}
