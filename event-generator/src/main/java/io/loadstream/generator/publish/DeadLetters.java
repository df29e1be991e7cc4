package io.loadstream.generator.publish;

import io.loadstream.domain.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/** Lines that are no events: they go to a topic of their own as they were recorded, with the reason. */
public final class DeadLetters {

    public static final String TOPIC = Topic.deadLettersOf("event-generator");

    /** What fits into a record of a broker's default size; a longer line is cut and says so. */
    static final int MAX_BYTES = 900_000;

    /** Each one is told up to here; then every thousandth. */
    private static final long TOLD_SINGLY = 100;

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final EventPublisher publisher;
    private final String serviceVersion;
    private final AtomicLong count = new AtomicLong();

    public DeadLetters(EventPublisher publisher, String serviceVersion) {
        this.publisher = publisher;
        this.serviceVersion = serviceVersion;
    }

    /**
     * @param file its path
     * @param line its number, from 1
     */
    public void send(String file, long line, String reason, byte[] recorded) {
        byte[] value = recorded.length <= MAX_BYTES ? recorded : Arrays.copyOf(recorded, MAX_BYTES);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(TOPIC, null, value);
        header(letter, "reason", reason);
        header(letter, "source_file", file);
        header(letter, "source_line", Long.toString(line));
        header(letter, "service_version", serviceVersion);
        if (value.length < recorded.length) {
            header(letter, "cut_from_bytes", Integer.toString(recorded.length));
        }
        publisher.send(letter);
        long sent = count.incrementAndGet();
        if (sent <= TOLD_SINGLY || sent % 1000 == 0) {
            LOG.warnf("%s:%d is not an event and goes to %s (%d so far): %s", file, line, TOPIC, sent, reason);
        }
    }

    public long count() {
        return count.get();
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String key, String value) {
        letter.headers().add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
