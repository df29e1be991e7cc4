package io.loadstream.engine.loop;

import io.loadstream.engine.config.EngineConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The engine's clients, set up for exactly-once at speed. */
@ApplicationScoped
class KafkaSettings {

    private static final int FETCH_BYTES_PER_PARTITION = 4 << 20;
    private static final int PRODUCER_BUFFER_BYTES = 64 << 20;
    private static final int PRODUCER_BATCH_BYTES = 256 << 10;

    /** A commit sends at once whatever waits, so that waiting for more delays nothing: it only keeps batches whole. */
    private static final int LINGER_MILLIS = 200;

    /**
     * A transaction's first records are turned away while the broker still ends the one before: with Kafka's default of
     * 100 ms each transaction would take as long. It doubles with each try, up to a second.
     */
    private static final int RETRY_BACKOFF_MILLIS = 5;

    private final Map<String, Object> broker;
    private final EngineConfig config;
    private final String instance;

    KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> broker, EngineConfig config) {
        this.broker = broker;
        this.config = config;
        this.instance = config.instanceId()
                .filter(id -> !id.isBlank())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    String instance() {
        return instance;
    }

    Admin admin() {
        return Admin.create(common("admin"));
    }

    /** Range keeps equal partition numbers of all input topics in one hand. */
    Consumer<byte[], ByteBuffer> inputConsumer() {
        Map<String, Object> settings = consumer("input");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int)
                config.session().timeout().toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int)
                config.session().timeout().dividedBy(3).toMillis());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch().maxRecords());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new KnownKeys(), new Values());
    }

    Consumer<byte[], byte[]> stateConsumer() {
        Map<String, Object> settings = consumer("state");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50_000);
        // It goes from one partition's end to the next: a fetch that waits there for more would hold the next one up.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = common("output");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.group() + '-' + instance);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                config.transaction().timeout().toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, PRODUCER_BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) PRODUCER_BUFFER_BYTES);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return new KafkaProducer<>(settings);
    }

    private Map<String, Object> consumer(String use) {
        Map<String, Object> settings = common(use);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_PER_PARTITION);
        return settings;
    }

    private Map<String, Object> common(String use) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put("client.id", config.group() + '-' + instance + '-' + use);
        return settings;
    }
}
