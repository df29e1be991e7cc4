package io.loadstream.benchmarks.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.loadstream.embedded.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** Takes traces by OTLP over HTTP, counts their bytes and forgets them. */
final class TraceSink implements Onlookers {

    private final HttpServer server;
    private final AtomicLong received = new AtomicLong();

    TraceSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://localhost:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.addAndGet(exchange.getRequestBody().readAllBytes().length);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void start(ChildProcess engine) {}

    @Override
    public boolean haveSeen() {
        return received.get() > 0;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
