package io.loadstream.engine.loop;

import io.loadstream.domain.event.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts a record that could not be taken into an envelope that says where it came from and why it was refused. */
final class DeadLetters {

    static final String TOPIC = Topic.deadLettersOf("decision-engine");

    /** Brokers take 1 MiB unless told otherwise, and what came in compressed may be far more. */
    private static final int MOST_BYTES = 900_000;

    private static final int MOST_KEY_BYTES = 1_000;

    private final byte[] serviceVersion;

    DeadLetters(String serviceVersion) {
        this.serviceVersion = bytes(serviceVersion);
    }

    ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], ByteBuffer> record, String reason) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            headers.add(header);
        }
        return of(
                record.key(),
                Values.copy(record.value()),
                headers,
                record.topic(),
                record.partition(),
                record.offset(),
                reason);
    }

    /** What does not fit is cut off, and a header tells how much there was: the record is in the lake as it came. */
    ProducerRecord<byte[], byte[]> of(
            byte[] key, byte[] value, Headers headers, String topic, int partition, long offset, String reason) {
        long size = size(key, value, headers);
        if (size > MOST_BYTES) {
            return of(
                    cut(key, MOST_KEY_BYTES),
                    cut(value, MOST_BYTES / 2),
                    new RecordHeaders().add("cut_from_bytes", bytes(Long.toString(size))),
                    topic,
                    partition,
                    offset,
                    reason);
        }
        headers.add("reason", bytes(reason));
        headers.add("source_topic", bytes(topic));
        headers.add("source_partition", bytes(Integer.toString(partition)));
        headers.add("source_offset", bytes(Long.toString(offset)));
        headers.add("service_version", serviceVersion);
        return new ProducerRecord<>(TOPIC, null, key, value, headers);
    }

    private static long size(byte[] key, byte[] value, Headers headers) {
        long size = (key == null ? 0 : key.length) + (value == null ? 0 : (long) value.length);
        for (Header header : headers) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    private static byte[] cut(byte[] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
