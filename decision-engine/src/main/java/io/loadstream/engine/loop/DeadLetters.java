package io.loadstream.engine.loop;

import io.loadstream.domain.event.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts a record that could not be taken into an envelope that says where it came from and why it was refused. */
final class DeadLetters {

    static final String TOPIC = Topic.deadLettersOf("decision-engine");

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

    ProducerRecord<byte[], byte[]> of(
            byte[] key, byte[] value, RecordHeaders headers, String topic, int partition, long offset, String reason) {
        headers.add("reason", bytes(reason));
        headers.add("source_topic", bytes(topic));
        headers.add("source_partition", bytes(Integer.toString(partition)));
        headers.add("source_offset", bytes(Long.toString(offset)));
        headers.add("service_version", serviceVersion);
        return new ProducerRecord<>(TOPIC, null, key, value, headers);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
