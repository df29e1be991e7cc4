package io.loadstream.archiver;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.audit.ForeignReader;
import io.loadstream.lake.index.Compaction;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.parquet.example.data.Group;

/** A real broker, a real object store, and as many archivers as a test wants. */
final class Rig implements AutoCloseable {

    static final Compaction.Settings COMPACTION = new Compaction.Settings(1 << 20, 2, Duration.ofSeconds(1));

    final EmbeddedKafka kafka;
    final EmbeddedObjectStore objectStore;
    final LakeStore store;
    final LakeChains chains;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    Rig() {
        this(EmbeddedKafka.inThisJvm(), ordinaryStore());
    }

    /** With a store of its own kind. */
    Rig(EmbeddedObjectStore objectStore) {
        this(EmbeddedKafka.inThisJvm(), objectStore);
    }

    private Rig(EmbeddedKafka kafka, EmbeddedObjectStore objectStore) {
        this.kafka = kafka;
        this.objectStore = objectStore;
        this.store = LakeStore.open(lake(objectStore.endpoint()));
        this.chains = new LakeChains(store);
    }

    private static EmbeddedObjectStore ordinaryStore() {
        return EmbeddedObjectStore.in(Folders.temporary("archiver-test"));
    }

    /** With a broker that can be killed. */
    static Rig withBrokerInOwnProcess() {
        return new Rig(EmbeddedKafka.inOwnProcess(Place.in(Folders.temporary("archiver-test-kafka"))), ordinaryStore());
    }

    static LakeSettings lake(String endpoint) {
        return new LakeSettings(
                URI.create(endpoint),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY);
    }

    Map<String, Object> kafkaConfiguration() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** Returns once every partition takes records. */
    void createTopic(String topic, int partitions) {
        try (Admin admin = kafka.admin()) {
            TopicPlan.of(topic, partitions).createIn(admin);
        }
    }

    String topicId(String topic) {
        try (Admin admin = kafka.admin()) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends numbered records {@code from} (inclusive) to {@code to} (exclusive), in turn to all partitions. */
    void produce(String topic, int partitions, int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(topic, i % partitions, bytes("k" + i), bytes("v" + i)));
            }
        }
    }

    /** Sends the same value {@code count} times to one partition. */
    void produce(String topic, int partition, int count, byte[] value) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, partition, null, value));
            }
        }
    }

    void produce(ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(record);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "key.serializer", ByteArraySerializer.class,
                "value.serializer", ByteArraySerializer.class));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    ArchiveSettings settings(String... topics) {
        return new ArchiveSettings(
                "archive-" + topics[0],
                List.of(topics),
                "w" + System.nanoTime(),
                Duration.ofMillis(100),
                1 << 20,
                500,
                8 << 20,
                1,
                true,
                Duration.ZERO,
                COMPACTION);
    }

    Archiver start(ArchiveSettings settings) {
        return start(settings, objectStore.endpoint());
    }

    Archiver start(ArchiveSettings settings, String endpoint) {
        return start(settings, endpoint, Map.of(), Clock.systemUTC());
    }

    /** @param client settings of its Kafka clients */
    Archiver start(ArchiveSettings settings, String endpoint, Map<String, Object> client, Clock clock) {
        Map<String, Object> configuration = new HashMap<>(kafkaConfiguration());
        configuration.putAll(client);
        Archiver archiver =
                new Archiver(settings, configuration, lake(endpoint), registry, clock, Tracing.OFF, () -> {});
        archiver.start();
        return archiver;
    }

    Chain chain(String topic, int partition) {
        return new Chain(topic, topicId(topic), partition);
    }

    /** The files of a chain; reading them fails when the chain is broken. */
    List<ChainFile> files(String topic, int partition) {
        return chains.files(chain(topic, partition), 0).join();
    }

    /** Rows of a chain as parquet-java reads them, in the order of the files. */
    List<Group> rows(String topic, int partition) {
        List<Group> rows = new ArrayList<>();
        for (ChainFile file : files(topic, partition)) {
            try {
                ForeignReader.read(store.get(file.key()).join(), rows::add);
            } catch (IOException e) {
                throw new UncheckedIOException(file.key(), e);
            }
        }
        return rows;
    }

    /** Rows of a chain as readers plan by its manifest. */
    List<Long> indexedOffsets(String topic, int partition) {
        List<Long> offsets = new ArrayList<>();
        for (Segment segment :
                new LakeIndex(store).segments(chain(topic, partition), 0).join()) {
            try {
                ForeignReader.read(store.get(segment.key()).join(), row -> offsets.add(row.getLong("_offset", 0)));
            } catch (IOException e) {
                throw new UncheckedIOException(segment.key(), e);
            }
        }
        return offsets;
    }

    /** {@code partition:offset=value} of every row of a topic. */
    List<String> archived(String topic, int partitions) {
        List<String> archived = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            for (Group row : rows(topic, partition)) {
                archived.add(row.getInteger("_partition", 0) + ":" + row.getLong("_offset", 0) + "="
                        + row.getBinary("_raw", 0).toStringUsingUTF8());
            }
        }
        return archived;
    }

    /** What {@link #archived} is to be when {@link #produce(String, int, int, int)} sent 0 to {@code to}. */
    static List<String> expected(int partitions, int to) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < to; i++) {
            expected.add(i % partitions + ":" + i / partitions + "=v" + i);
        }
        return expected;
    }

    long archivedRows(String topic, int partitions) {
        long rows = 0;
        for (int partition = 0; partition < partitions; partition++) {
            rows += files(topic, partition).stream().mapToLong(ChainFile::rows).sum();
        }
        return rows;
    }

    @Override
    public void close() {
        store.close();
        objectStore.close();
        kafka.close();
    }
}
