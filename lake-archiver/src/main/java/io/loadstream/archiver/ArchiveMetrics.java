package io.loadstream.archiver;

import io.loadstream.lake.index.Compaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What the archiver counts; names are those of the dashboards. Safe for use by many threads. */
final class ArchiveMetrics {

    private final MeterRegistry registry;
    private final AtomicLong buffered;
    private final AtomicLong lag;
    private final AtomicLong oldestPendingMillis;

    ArchiveMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.buffered = registry.gauge("loadstream.archive.buffered.bytes", new AtomicLong());
        this.lag = registry.gauge("loadstream.archive.lag.records", new AtomicLong());
        this.oldestPendingMillis = registry.gauge("loadstream.archive.oldest.pending.millis", new AtomicLong());
    }

    /** @param nowMillis wall clock, epoch milliseconds */
    void stored(EncodedFile encoded, Rotation reason, long nowMillis) {
        String topic = encoded.file().chain().topic();
        registry.counter("loadstream.archive.files", Tags.of("topic", topic, "reason", reason.name()))
                .increment();
        registry.counter("loadstream.archive.records", "topic", topic)
                .increment(encoded.file().rows());
        registry.counter("loadstream.archive.bytes", "topic", topic).increment(encoded.content().length);
        registry.counter("loadstream.archive.errors", "topic", topic).increment(encoded.errors());
        // How long the record that waited longest in this file took from the broker to the lake.
        Timer.builder("loadstream.archive.delay")
                .publishPercentiles(0.5, 0.99)
                .tag("topic", topic)
                .register(registry)
                .record(Duration.ofMillis(Math.max(0, nowMillis - encoded.oldestTimestamp())));
    }

    void adopted(String topic) {
        registry.counter("loadstream.archive.adopted", "topic", topic).increment();
    }

    void compacted(String topic, Compaction.Result result) {
        registry.counter("loadstream.archive.compacted.files", "topic", topic).increment(result.folded());
        registry.counter("loadstream.archive.deleted.originals", "topic", topic).increment(result.deleted());
    }

    /** @param records offsets that the broker deleted before they were archived */
    void gap(String topic, long records) {
        registry.counter("loadstream.archive.gap.offsets", "topic", topic).increment(records);
    }

    /** Memory of records that are not in the lake yet, about. */
    long bufferedBytes() {
        return buffered.get();
    }

    /** @param oldestPending how long the oldest record that was fetched but is not in the lake has waited */
    void progress(long bufferedBytes, long lagRecords, Duration oldestPending) {
        buffered.set(bufferedBytes);
        lag.set(lagRecords);
        oldestPendingMillis.set(oldestPending.toMillis());
    }
}
