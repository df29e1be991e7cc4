package io.loadstream.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** W3C trace context on a record. */
public final class TraceHeader {

    private static final String NAME = "traceparent";
    private static final TextMapGetter<Headers> GETTER = new HeadersGetter();

    private TraceHeader() {}

    /** Where the record stands in its trace; {@code null} when it has no header of that kind, or not a valid one. */
    public static SpanContext read(Headers headers) {
        if (headers.lastHeader(NAME) == null) {
            return null;
        }
        Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, GETTER);
        SpanContext place = Span.fromContext(context).getSpanContext();
        return place.isValid() ? place : null;
    }

    static void write(Span span, Headers headers) {
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.root().with(span),
                        headers,
                        (carrier, name, value) -> carrier.add(name, value.getBytes(StandardCharsets.US_ASCII)));
    }

    private static final class HeadersGetter implements TextMapGetter<Headers> {

        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of(NAME);
        }

        @Override
        public String get(Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null
                    ? null
                    : new String(header.value(), StandardCharsets.US_ASCII);
        }
    }
}
