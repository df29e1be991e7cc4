package io.loadstream.benchmarks.streams;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventWriter;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Runs the topology with {@code exactly_once_v2} and an in-memory store. */
public final class StreamsEngine {

    private StreamsEngine() {}

    /** How much care was taken with the settings. */
    enum Settings {
        /** As Kafka Streams comes, with the caching of its DSL. */
        DEFAULTS,
        /** No store cache, and the client settings that the decision engine goes fastest with. */
        TUNED
    }

    /**
     * Arguments: bootstrap servers, application id (which is its consumer group), folder for its lock file,
     * {@code DEFAULTS} or {@code TUNED}, threads. Runs until it is stopped.
     */
    public static void main(String[] args) throws InterruptedException {
        Settings settings = Settings.valueOf(args[3]);
        Properties properties = properties(args[0], args[1], args[2], settings, Integer.parseInt(args[4]));
        CountDownLatch stopped = new CountDownLatch(1);
        KafkaStreams streams = new KafkaStreams(topology(settings), properties);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            streams.close();
            stopped.countDown();
        }));
        streams.start();
        stopped.await();
    }

    static Topology topology(Settings settings) {
        StoreBuilder<KeyValueStore<String, Departure>> store = Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(FlightProcessor.STORE), Serdes.String(), Departure.serde());
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(settings == Settings.DEFAULTS ? store.withCachingEnabled() : store.withCachingDisabled());
        EventWriter writer = new EventWriter();
        Serializer<Event> serializer = (topic, event) -> {
            synchronized (writer) {
                return writer.write(event);
            }
        };
        builder.stream(
                        Topic.inputs().stream().map(Topic::topicName).toList(),
                        Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .process(FlightProcessor::new, FlightProcessor.STORE)
                .to(
                        (flightId, event, context) -> event.topic().topicName(),
                        Produced.with(Serdes.String(), Serdes.serdeFrom(serializer, refuseToRead())));
        return builder.build();
    }

    private static Deserializer<Event> refuseToRead() {
        return (topic, bytes) -> {
            throw new UnsupportedOperationException("outputs are never read back");
        };
    }

    private static Properties properties(
            String bootstrapServers, String application, String folder, Settings settings, int threads) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        if (settings == Settings.TUNED) {
            properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
            properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
            properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
            properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 131_072);
            properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 67_108_864L);
        }
        return properties;
    }

    /** For whoever starts it: the arguments of {@link #main}. */
    public static List<String> arguments(
            String bootstrapServers, String application, String folder, boolean tuned, int threads) {
        Settings settings = tuned ? Settings.TUNED : Settings.DEFAULTS;
        return List.of(bootstrapServers, application, folder, settings.name(), Integer.toString(threads));
    }
}
