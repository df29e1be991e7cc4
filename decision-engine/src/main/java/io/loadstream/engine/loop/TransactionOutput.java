package io.loadstream.engine.loop;

import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.engine.live.FlightNews;
import io.loadstream.tracing.Tracing;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** One Kafka transaction after the other: begun by the first record, ended with the offsets of the input. */
final class TransactionOutput {

    private final Producer<byte[], byte[]> producer;
    private final TransactionSpans spans;
    private FlightNews news = new FlightNews();
    private boolean open;

    TransactionOutput(Producer<byte[], byte[]> producer, Tracing tracing) {
        this.producer = producer;
        this.spans = new TransactionSpans(tracing);
    }

    void begin() {
        producer.beginTransaction();
        open = true;
    }

    void send(String topic, int partition, byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, partition, key, value));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    void decide(ProducerRecord<byte[], byte[]> record, PromotionEvent promotion) {
        spans.deciding(promotion, record);
        producer.send(record);
    }

    TransactionSpans spans() {
        return spans;
    }

    /** What the open transaction changes on flights. */
    FlightNews news() {
        return news;
    }

    /** Hands over the news of what was just committed. */
    FlightNews takeNews() {
        FlightNews taken = news;
        news = new FlightNews();
        return taken;
    }

    /** Makes everything sent since {@link #begin} visible, together with the offsets. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
        open = false;
        spans.committed();
    }

    void abort() {
        spans.aborted();
        news = new FlightNews();
        if (open) {
            open = false;
            producer.abortTransaction();
        }
    }
}
