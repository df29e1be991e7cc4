package io.loadstream.local.chaos.engine;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the drill's events from a thread of its own, at an even pace, through whatever happens to the broker. */
final class Production implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final DrillEvents events;
    private final Thread sending;
    private final long records;
    private final long nanos;
    private final long started = System.nanoTime();

    /** @param seconds that the sending should take */
    Production(String bootstrapServers, long records, long seconds) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", "5",
                        "delivery.timeout.ms", "600000",
                        "max.block.ms", "600000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.records = records;
        this.nanos = seconds * 1_000_000_000;
        this.events = new DrillEvents(producer, records);
        this.sending = Thread.ofPlatform().name("production").start(() -> events.run(this::pace));
    }

    long sent() {
        return events.sent();
    }

    /** Waits for the end; answers how many records were sent. */
    long await() throws InterruptedException {
        sending.join();
        return events.sent();
    }

    private void pace() {
        long due = started + nanos / records * events.sent();
        long ahead = due - System.nanoTime();
        if (ahead > 1_000_000) {
            try {
                Thread.sleep(ahead / 1_000_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
