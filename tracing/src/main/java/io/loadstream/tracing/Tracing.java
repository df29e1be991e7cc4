package io.loadstream.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the spans of records that are followed, named by OpenTelemetry's conventions for messaging. For all others, and
 * when it is {@link #OFF}, it answers {@code null} and costs next to nothing. Safe for use by many threads.
 */
public final class Tracing implements AutoCloseable {

    /** Follows nothing. */
    public static final Tracing OFF = new Tracing(null, 0);

    private static final long CLOSE_SECONDS = 2;
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final double share;

    private Tracing(SdkTracerProvider provider, double share) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("io.loadstream");
        this.share = share;
    }

    /**
     * @param service its name on every span
     * @param share of new records that are followed, 0 to 1
     * @param spans takes the spans that ended
     */
    public static Tracing to(SpanProcessor spans, String service, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share of records that are followed must be 0 to 1: " + share);
        }
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(
                        Resource.getDefault().toBuilder().put(SERVICE, service).build())
                .addSpanProcessor(spans)
                .build();
        return new Tracing(provider, share);
    }

    /** Starts the trace of a record that is about to be sent, if it is one of the share, and marks it with that. */
    public Span first(ProducerRecord<byte[], byte[]> record) {
        return tracer == null || ThreadLocalRandom.current().nextDouble() >= share
                ? null
                : sent(record, Context.root());
    }

    /** Marks a record that is about to be sent as what came of {@code cause}. */
    public Span next(ProducerRecord<byte[], byte[]> record, Span cause) {
        return sent(record, Context.root().with(cause));
    }

    private Span sent(ProducerRecord<byte[], byte[]> record, Context parent) {
        Span span = span(record.topic(), "send", SpanKind.PRODUCER, parent, record.key())
                .startSpan();
        TraceHeader.write(span, record.headers());
        return span;
    }

    /**
     * Goes on with the trace of a record that came.
     *
     * @param place as {@link TraceHeader#read} tells it; may be {@code null}
     * @param operation what is done with it, such as {@code process}
     */
    public Span received(ConsumerRecord<byte[], ?> record, SpanContext place, String operation) {
        return received(record, record.key(), place, operation);
    }

    /** The same for a record whose key is not at hand as bytes. */
    public Span received(ConsumerRecord<?, ?> record, byte[] key, SpanContext place, String operation) {
        if (tracer == null || place == null || !place.isSampled()) {
            return null;
        }
        return span(record.topic(), operation, SpanKind.CONSUMER, Context.root().with(Span.wrap(place)), key)
                .setAttribute(PARTITION, Integer.toString(record.partition()))
                .setAttribute(OFFSET, record.offset())
                .startSpan();
    }

    /** Tells where the broker put it, and ends the span of a record that was sent. */
    public static void acknowledged(Span span, int partition, long offset) {
        span.setAttribute(PARTITION, Integer.toString(partition)).setAttribute(OFFSET, offset);
        span.end();
    }

    private SpanBuilder span(String topic, String operation, SpanKind kind, Context parent, byte[] key) {
        SpanBuilder span = tracer.spanBuilder(operation + " " + topic)
                .setSpanKind(kind)
                .setParent(parent)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, operation)
                .setAttribute(TOPIC, topic);
        return key == null ? span : span.setAttribute(KEY, new String(key, StandardCharsets.UTF_8));
    }

    public boolean isOff() {
        return tracer == null;
    }

    /** Sends what has ended and waits for that, 2 s at most. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
