package io.loadstream.generator.publish;

import io.loadstream.domain.event.Topic;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.Partitions;
import io.loadstream.generator.source.RunFailedException;
import io.loadstream.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes events to their topics. What is under way is bounded by the producer's {@code buffer.memory}: past it
 * {@link #send} waits. Records are counted when the broker has acknowledged them.
 */
public final class EventPublisher {

    /**
     * Header of a closed loop's records: offset of the flight's partition of the decisions, as decimal digits. Decisions
     * before it had reached customers when the record went out.
     */
    public static final String DECISIONS_SEEN = "decisions_seen";

    private final Producer<byte[], byte[]> producer;
    private final Tracing tracing;
    /** By topic; each serves all its records that are not followed. */
    private final Map<String, Acknowledgement> acknowledged = new ConcurrentHashMap<>();

    private volatile RuntimeException failure;

    /** @param producer with {@code acks=all} and idempotence; stays open when the publisher is done */
    public EventPublisher(Producer<byte[], byte[]> producer, Tracing tracing) {
        this.producer = producer;
        this.tracing = tracing;
    }

    /** @throws RunFailedException when this record or an earlier one could not be delivered */
    public void send(OutgoingEvent event) {
        ProducerRecord<byte[], byte[]> out =
                new ProducerRecord<>(event.topic(), event.partition(), event.key(), event.json());
        if (event.decisionsSeen() != OutgoingEvent.NO_LOOP) {
            out.headers()
                    .add(DECISIONS_SEEN, Long.toString(event.decisionsSeen()).getBytes(StandardCharsets.US_ASCII));
        }
        send(out, tracing.first(out));
    }

    /** @throws RunFailedException when this record or an earlier one could not be delivered */
    public void send(ProducerRecord<byte[], byte[]> out) {
        send(out, null);
    }

    private void send(ProducerRecord<byte[], byte[]> out, Span span) {
        throwIfFailed();
        Acknowledgement counted = countedOf(out.topic());
        try {
            producer.send(out, span == null ? counted : new Acknowledgement(counted.counter, span));
        } catch (KafkaException | IllegalStateException e) {
            throw undelivered(e);
        }
    }

    /** @throws RunFailedException when the broker does not tell */
    public Partitions partitions(Collection<String> topics) {
        try {
            return new Partitions(topics.stream()
                    .collect(Collectors.toMap(
                            topic -> topic,
                            topic -> producer.partitionsFor(topic).size())));
        } catch (KafkaException e) {
            throw undelivered(e);
        }
    }

    /** Waits until all that was sent is acknowledged. */
    public void flush() {
        try {
            producer.flush();
        } catch (KafkaException e) {
            throw undelivered(e);
        }
        throwIfFailed();
    }

    /** Acknowledged records by topic, dead letters apart. */
    public Map<String, Long> acknowledged() {
        Map<String, Long> counts = new TreeMap<>();
        acknowledged.forEach((topic, counted) -> {
            if (!Topic.isDeadLetters(topic)) {
                counts.put(topic, counted.counter.sum());
            }
        });
        return counts;
    }

    private Acknowledgement countedOf(String topic) {
        Acknowledgement counted = acknowledged.get(topic);
        return counted != null
                ? counted
                : acknowledged.computeIfAbsent(topic, name -> new Acknowledgement(new LongAdder(), null));
    }

    private void throwIfFailed() {
        if (failure != null) {
            throw failure;
        }
    }

    private static RunFailedException undelivered(Exception e) {
        return new RunFailedException(
                "records cannot be delivered to Kafka: " + e.getMessage()
                        + "; check that the brokers are up and that the topics take records, then start the run again",
                e);
    }

    private final class Acknowledgement implements Callback {

        private final LongAdder counter;
        /** {@code null} when the record is not followed. */
        private final Span span;

        Acknowledgement(LongAdder counter, Span span) {
            this.counter = counter;
            this.span = span;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception e) {
            if (e == null) {
                counter.increment();
                if (span != null) {
                    Tracing.acknowledged(span, metadata.partition(), metadata.offset());
                }
            } else if (failure == null) {
                failure = undelivered(e);
            }
        }
    }
}
