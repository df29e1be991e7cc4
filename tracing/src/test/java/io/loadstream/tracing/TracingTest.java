package io.loadstream.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {

    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String UNSAMPLED = SAMPLED.replaceAll("01$", "00");

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.to(SimpleSpanProcessor.create(exported), "engine", 1);

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void recordThatIsSentHandsItsTraceToWhoeverReceivesIt() {
        // Given
        ProducerRecord<byte[], byte[]> sent = outgoing();
        Tracing.acknowledged(tracing.first(sent), 3, 17);

        // When
        SpanContext place = TraceHeader.read(sent.headers());
        tracing.received(incoming(sent.headers()), place, "process").end();

        // Then
        List<SpanData> spans = exported.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getName).containsExactly("send bookings", "process bookings");
        assertThat(spans.get(1).getParentSpanContext().getSpanId())
                .isEqualTo(spans.get(0).getSpanId());
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(place.getTraceId());
    }

    @Test
    void recordThatComesOfAnotherIsItsChildInTheSameTrace() {
        // Given
        Span cause = tracing.received(incoming(headers(SAMPLED)), TraceHeader.read(headers(SAMPLED)), "process");
        ProducerRecord<byte[], byte[]> decision = outgoing();

        // When
        tracing.next(decision, cause).end();

        // Then
        assertThat(exported.getFinishedSpanItems().getFirst().getParentSpanId())
                .isEqualTo(cause.getSpanContext().getSpanId());
        assertThat(TraceHeader.read(decision.headers()).getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void recordThatIsNotSampledIsKnownByItsTraceAndNotFollowed() {
        // Given
        SpanContext place = TraceHeader.read(headers(UNSAMPLED));

        // Then
        assertThat(place.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(tracing.received(incoming(headers(UNSAMPLED)), place, "process"))
                .isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-'; DROP TABLE dw.fact_promotion;--x-00f067aa0ba902b7-01",
                "00-\u202e4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
            })
    void headerThatIsNoTraceContextIsAsGoodAsNone(String value) {
        assertThat(TraceHeader.read(headers(value))).isNull();
    }

    @Test
    void recordIsLeftAloneWhenNothingIsFollowed() {
        // Given
        ProducerRecord<byte[], byte[]> record = outgoing();
        SpanContext place = TraceHeader.read(headers(SAMPLED));

        // Then
        assertThat(Tracing.OFF.first(record)).isNull();
        assertThat(record.headers()).isEmpty();
        assertThat(Tracing.OFF.received(incoming(headers(SAMPLED)), place, "process"))
                .isNull();
    }

    @Test
    void shareThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Tracing.to(SimpleSpanProcessor.create(exported), "engine", 1.5))
                .hasMessage("share of records that are followed must be 0 to 1: 1.5");
    }

    private static ProducerRecord<byte[], byte[]> outgoing() {
        return new ProducerRecord<>("bookings", "BA210".getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private static ConsumerRecord<byte[], byte[]> incoming(Headers headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("bookings", 3, 17, "BA210".getBytes(StandardCharsets.UTF_8), new byte[0]);
        headers.forEach(record.headers()::add);
        return record;
    }

    private static Headers headers(String traceparent) {
        return new RecordHeaders()
                .add("traceparent", traceparent == null ? null : traceparent.getBytes(StandardCharsets.UTF_8));
    }
}
