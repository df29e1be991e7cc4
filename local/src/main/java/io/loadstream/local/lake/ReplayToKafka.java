package io.loadstream.local.lake;

import io.loadstream.lake.replay.ReplayedRecord;
import io.loadstream.local.run.RunFailedException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records to the topics that they were in. For one thread. */
final class ReplayToKafka implements Consumer<ReplayedRecord>, AutoCloseable {

    private static final String VARIABLE = "KAFKA_";
    /** A topic that is not there, or a broker, is told soon. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicReference<String> refused = new AtomicReference<>();

    /** @throws org.apache.kafka.common.KafkaException when the broker does not have one of the topics, or not for us */
    ReplayToKafka(Producer<byte[], byte[]> producer, Collection<String> topics) {
        this.producer = producer;
        topics.forEach(
                topic -> partitions.put(topic, producer.partitionsFor(topic).size()));
    }

    /**
     * How to reach the broker: as the services do, by {@code KAFKA_SECURITY_PROTOCOL} and the like in the environment, or by
     * a file, which precedes.
     */
    static Map<String, Object> configuration(String servers, Map<String, String> environment, Properties file) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        Set<String> known = ProducerConfig.configNames();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE)) {
                String name = variable.substring(VARIABLE.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                // Others have variables that begin like this, too.
                if (known.contains(name)) {
                    configuration.put(name, value);
                }
            }
        });
        file.stringPropertyNames().forEach(name -> configuration.put(name, file.getProperty(name)));
        configuration.putAll(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all"));
        return configuration;
    }

    /** @throws RunFailedException when the broker has refused a record before */
    @Override
    public void accept(ReplayedRecord record) {
        check();
        producer.send(produced(record), (sent, failure) -> {
            if (failure == null) {
                taken.incrementAndGet();
            } else {
                refused.compareAndSet(null, record.topic() + ": " + failure.getMessage());
            }
        });
    }

    /**
     * Returns when the broker has taken all.
     *
     * @throws RunFailedException when it has not
     */
    void finish() {
        producer.flush();
        check();
    }

    private void check() {
        if (refused.get() != null) {
            throw new RunFailedException("the broker refused a record of " + refused.get() + "; it had taken "
                    + taken.get() + " records before that or beside it");
        }
    }

    /**
     * To the partition that its key belongs to there: that is the same one where the topic has as many. A record without
     * a key goes to the one that it was in, if there is such a one.
     */
    private ProducerRecord<byte[], byte[]> produced(ReplayedRecord record) {
        boolean keepsPlace = record.key() == null && record.partition() < partitions.get(record.topic());
        ProducerRecord<byte[], byte[]> produced = new ProducerRecord<>(
                record.topic(), keepsPlace ? record.partition() : null, record.key(), record.value());
        record.headers().forEach(header -> produced.headers().add(header.key(), header.value()));
        return produced;
    }

    /** What was not sent by then is given up: {@link #finish()} has waited where all went well. */
    @Override
    public void close() {
        producer.close(refused.get() == null ? CLOSE_LIMIT : Duration.ZERO);
    }
}
