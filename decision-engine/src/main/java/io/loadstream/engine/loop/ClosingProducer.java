package io.loadstream.engine.loop;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** A producer that is closed within a bound, whatever the broker does. */
record ClosingProducer(Producer<byte[], byte[]> producer, Duration timeout) implements AutoCloseable {

    @Override
    public void close() {
        producer.close(timeout);
    }
}
