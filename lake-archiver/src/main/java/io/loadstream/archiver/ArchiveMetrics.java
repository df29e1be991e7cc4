package io.loadstream.archiver;

import io.loadstream.lake.index.Compaction;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** What the archiver counts; names are those of the dashboards. Safe for use by many threads. */
final class ArchiveMetrics {

    private final MeterRegistry registry;
    private final AtomicLong buffered;
    private final AtomicLong lag;
    private final AtomicLong oldestPendingMillis;
    private final Clock clock;
    private volatile double lagSeconds;
    /** Broker timestamp of the newest record in the lake, epoch milliseconds; 0 before the first. */
    private final AtomicLong newestStored = new AtomicLong();

    /** @param topics whose counters are there from the start, so that the first event counts as a rise */
    ArchiveMetrics(MeterRegistry registry, Collection<String> topics, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.buffered = registry.gauge("loadstream.archive.buffered.bytes", new AtomicLong());
        this.lag = registry.gauge("loadstream.archive.lag.records", new AtomicLong());
        this.oldestPendingMillis = registry.gauge("loadstream.archive.oldest.pending.millis", new AtomicLong());
        Gauge.builder("loadstream.archive.lag", () -> lagSeconds)
                .description(
                        "Age of the newest record fetched of the partition that is most behind, while others wait in it")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("loadstream.archive.newest.age", this::newestAgeSeconds)
                .description("Age of the newest record in the lake, by its broker timestamp")
                .baseUnit("seconds")
                .register(registry);
        for (String topic : topics) {
            adopted(topic, 0);
            compacted(topic, 0, 0);
            gap(topic, 0);
        }
    }

    private double newestAgeSeconds() {
        long newest = newestStored.get();
        return newest == 0 ? Double.NaN : Math.max(0, clock.millis() - newest) / 1e3;
    }

    void stored(EncodedFile encoded, Rotation reason) {
        newestStored.accumulateAndGet(encoded.newestTimestamp(), Math::max);
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
                .record(Duration.ofMillis(Math.max(0, clock.millis() - encoded.oldestTimestamp())));
    }

    void adopted(String topic) {
        adopted(topic, 1);
    }

    private void adopted(String topic, long files) {
        registry.counter("loadstream.archive.adopted", "topic", topic).increment(files);
    }

    void compacted(String topic, Compaction.Result result) {
        compacted(topic, result.folded(), result.deleted());
    }

    private void compacted(String topic, long folded, long deleted) {
        registry.counter("loadstream.archive.compacted.files", "topic", topic).increment(folded);
        registry.counter("loadstream.archive.deleted.originals", "topic", topic).increment(deleted);
    }

    /** @param records offsets that the broker deleted before they were archived */
    void gap(String topic, long records) {
        registry.counter("loadstream.archive.gap.offsets", "topic", topic).increment(records);
    }

    /** Memory of records that are not in the lake yet, about. */
    long bufferedBytes() {
        return buffered.get();
    }

    /**
     * @param unread records that were not fetched yet
     * @param pending records that were fetched and are not in the lake
     * @param mostBehind of the partitions in which records wait, the smallest timestamp of a newest record fetched, epoch
     *     milliseconds; {@link Long#MAX_VALUE} when nothing waits
     * @param oldestPending how long the oldest record that was fetched but is not in the lake has waited
     */
    void progress(long bufferedBytes, long unread, long pending, long mostBehind, Duration oldestPending) {
        buffered.set(bufferedBytes);
        lag.set(unread + pending);
        lagSeconds = mostBehind == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - mostBehind) / 1e3;
        oldestPendingMillis.set(oldestPending.toMillis());
    }
}
