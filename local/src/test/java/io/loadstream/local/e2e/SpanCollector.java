package io.loadstream.local.e2e;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes what the services send to an OpenTelemetry collector. */
final class SpanCollector implements AutoCloseable {

    /** @param parentId empty for the first of its trace */
    private record Collected(String traceId, String id, String parentId, String service, String name) {}

    private final List<Collected> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (ResourceSpans ofService : request.getResourceSpansList()) {
                String service = ofService.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .map(attribute -> attribute.getValue().getStringValue())
                        .findFirst()
                        .orElse("unnamed");
                ofService
                        .getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(collected(service, span))));
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Collected collected(String service, Span span) {
        return new Collected(
                hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()), service, span.getName());
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** Spans of the trace as {@code service: name < name of its parent}. */
    List<String> trace(String traceId) {
        Map<String, Collected> byId = spans.stream()
                .filter(span -> span.traceId().equals(traceId))
                .collect(Collectors.toMap(Collected::id, Function.identity()));
        return byId.values().stream()
                .map(span -> span.service() + ": " + span.name()
                        + (span.parentId().isEmpty()
                                ? ""
                                : " < " + byId.get(span.parentId()).name()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
