package io.loadstream.engine.loop;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The W3C trace context of a record. */
final class TraceParent {

    private static final int TRACE_ID_FROM = 3;
    private static final int TRACE_ID_TO = 35;

    private TraceParent() {}

    /** {@code null} when the record carries none. */
    static String traceId(Headers headers) {
        Header header = headers.lastHeader("traceparent");
        return header == null || header.value() == null || header.value().length < TRACE_ID_TO
                ? null
                : new String(header.value(), TRACE_ID_FROM, TRACE_ID_TO - TRACE_ID_FROM, StandardCharsets.US_ASCII);
    }
}
