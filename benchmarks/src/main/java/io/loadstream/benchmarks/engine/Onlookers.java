package io.loadstream.benchmarks.engine;

import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.OpenPages;
import io.loadstream.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Those who look on while an engine works off a backlog: open pages, or whoever takes the traces. */
interface Onlookers extends AutoCloseable {

    /** To be called when the engine's process has been started, whose environment {@link #of} has completed. */
    void start(ChildProcess engine) throws Exception;

    /** Whether they have seen something: if not, nothing was measured. */
    boolean haveSeen();

    @Override
    void close();

    /** Those of the variant; completes the engine's environment so that it serves them. */
    static Onlookers of(Variant variant, Map<String, String> environment) {
        return switch (variant) {
            case ENGINE_WATCHED -> {
                int port = Ports.free();
                environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
                yield new Pages(port);
            }
            case ENGINE_TRACED -> {
                TraceSink sink = new TraceSink();
                environment.put("LOADSTREAM_TRACING_ENDPOINT", sink.endpoint());
                yield sink;
            }
            default -> new Nobody();
        };
    }

    /** Most runs have none. */
    final class Nobody implements Onlookers {

        @Override
        public void start(ChildProcess engine) {}

        @Override
        public boolean haveSeen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Half of them read, half of them never do. */
    final class Pages implements Onlookers {

        private static final int READING = 25;
        private static final int STUCK = 25;
        private static final Duration START = Duration.ofSeconds(60);

        private final int port;
        private OpenPages open;

        Pages(int port) {
            this.port = port;
        }

        @Override
        public void start(ChildProcess engine) throws Exception {
            engine.await(() -> Ports.isOpen(port), START);
            open = OpenPages.of(URI.create("http://localhost:" + port).toURL(), READING, STUCK);
        }

        @Override
        public boolean haveSeen() {
            return open.haveFrames();
        }

        @Override
        public void close() {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
