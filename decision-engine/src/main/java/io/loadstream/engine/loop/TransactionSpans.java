package io.loadstream.engine.loop;

import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.tracing.TraceHeader;
import io.loadstream.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Spans of the records of one transaction that are followed, and of the figures and decisions that they cause. They end when readers
 * see the decisions; of a transaction that is aborted none is told.
 */
final class TransactionSpans {

    private final Tracing tracing;
    private final List<Span> open = new ArrayList<>();
    /** Of the record that is being applied; {@code null} for most. */
    private Span current;

    TransactionSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** The record is about to be applied; answers the id of its trace, {@code null} when it has none. */
    String applying(ConsumerRecord<byte[], ?> record) {
        SpanContext place = TraceHeader.read(record.headers());
        current = place == null ? null : tracing.received(record, place, "process");
        if (current != null) {
            open.add(current);
        }
        return place == null ? null : place.getTraceId();
    }

    /** The record has been applied: what comes next is not of its making. */
    void applied() {
        current = null;
    }

    /** Marks the record of figures that the current record changed. */
    void measuring(ProducerRecord<byte[], byte[]> record) {
        if (current != null) {
            open.add(tracing.next(record, current));
        }
    }

    /** Marks the record of a decision that the current record caused. */
    void deciding(PromotionEvent decision, ProducerRecord<byte[], byte[]> record) {
        if (current != null && current.getSpanContext().getTraceId().equals(traceId(decision))) {
            open.add(tracing.next(record, current));
        }
    }

    private static String traceId(PromotionEvent decision) {
        Explanation explanation = switch (decision) {
            case PromotionTriggered triggered -> triggered.explanation();
            case PromotionSuppressed suppressed -> suppressed.explanation();
            case PromotionEnded ended -> null;
        };
        return explanation == null ? null : explanation.traceId();
    }

    void committed() {
        open.forEach(Span::end);
        open.clear();
    }

    void aborted() {
        current = null;
        open.clear();
    }
}
