package io.loadstream.engine.loop;

import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.FlightStateFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one partition's state back, up to the high watermark and committed records only: while a transaction of the
 * partition's last owner is undecided, it waits for its end.
 */
final class StateRestore {

    /** Deleting the state alone loses what the input topics have not kept. */
    static final String START_OVER =
            "docs/operations.md, \"Starting the engine's state over\", says how to go on without losing bookings";

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition source;
    private final Map<String, byte[]> flights = new HashMap<>();
    private final Map<String, byte[]> pages = new HashMap<>();
    private PartitionClock clock;
    private long records;

    StateRestore(Consumer<byte[], byte[]> consumer, int partition) {
        this.consumer = consumer;
        this.source = new TopicPartition(Topic.FLIGHT_STATE, partition);
    }

    /**
     * @param highWatermark offset to read up to; at least that of the partition's last committed transaction
     * @param goOn called between two polls; throws when the rest is not wanted any more
     */
    void read(long highWatermark, Runnable goOn) {
        consumer.assign(List.of(source));
        consumer.seekToBeginning(List.of(source));
        while (consumer.position(source) < highWatermark) {
            goOn.run();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
                records++;
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (StateKeys.isClock(record.key())) {
            clock = PartitionClock.read(source.partition(), record.value());
            return;
        }
        Map<String, byte[]> kind = StateKeys.isPage(record.key()) ? pages : flights;
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            kind.remove(key);
        } else {
            kind.put(key, record.value());
        }
    }

    /** {@code null} when nothing was ever written. */
    PartitionClock clock() {
        return clock;
    }

    long records() {
        return records;
    }

    /** @throws IllegalStateException when another version wrote it */
    void into(PartitionFlights target) {
        try {
            restoreInto(target);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + ". " + START_OVER, e);
        }
    }

    private void restoreInto(PartitionFlights target) {
        if (clock != null) {
            target.restoreTime(clock.now(), clock.suspectedJump());
        }
        flights.forEach((flightId, record) ->
                target.restore(FlightStateFormat.read(flightId, record, page -> pages.get(flightId + '\0' + page))));
    }
}
