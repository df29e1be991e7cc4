package io.loadstream.archiver;

import io.loadstream.lake.ChainFile;
import io.loadstream.tracing.TraceHeader;
import io.loadstream.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Spans of records that are followed, from their fetch until they are in the lake. What is fetched again begins a new
 * one; the old one is never told. For the loop's thread.
 */
final class ArchiveSpans {

    /** Records that are followed at once; past them others go untold, so that memory stays bounded. */
    private static final int MOST = 10_000;

    private record Open(long offset, Span span) {}

    private final Tracing tracing;
    private final Map<TopicPartition, Deque<Open>> open = new HashMap<>();
    private int count;

    ArchiveSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    void fetched(TopicPartition partition, ConsumerRecord<ByteBuffer, ?> record) {
        if (tracing.isOff() || count == MOST) {
            return;
        }
        SpanContext place = TraceHeader.read(record.headers());
        Span span = place == null ? null : tracing.received(record, key(record), place, "archive");
        if (span != null) {
            open.computeIfAbsent(partition, first -> new ArrayDeque<>()).add(new Open(record.offset(), span));
            count++;
        }
    }

    private static byte[] key(ConsumerRecord<ByteBuffer, ?> record) {
        return record.key() == null ? null : Utils.toArray(record.key());
    }

    /** Ends those of the records in the file. */
    void stored(TopicPartition partition, ChainFile file) {
        Deque<Open> waiting = open.get(partition);
        while (waiting != null && !waiting.isEmpty() && waiting.getFirst().offset() <= file.last()) {
            waiting.removeFirst()
                    .span()
                    .setAttribute("loadstream.lake.object", file.key())
                    .end();
            count--;
        }
    }

    /** What was fetched of the partition is fetched again, here or by another. */
    void forget(TopicPartition partition) {
        Deque<Open> forgotten = open.remove(partition);
        count -= forgotten == null ? 0 : forgotten.size();
    }
}
