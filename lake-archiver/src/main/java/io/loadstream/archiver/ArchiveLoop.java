package io.loadstream.archiver;

import io.loadstream.lake.Chain;
import io.loadstream.tracing.Tracing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Fetches records, ends files when they are due, and commits what is in the lake. One thread runs it and owns the
 * consumer and every {@link PartitionArchive}; what takes long is done by others, who report back through a queue.
 */
final class ArchiveLoop implements Runnable, ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(ArchiveLoop.class);

    private static final Duration POLL = Duration.ofMillis(100);
    /** Nothing is fetched then, but what was stored makes room, and that is to be seen soon. */
    private static final Duration POLL_WHEN_FULL = Duration.ofMillis(2);

    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(7);
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(2);
    private static final String CONSUMER = "consumer";

    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final ArchiveSettings settings;
    private final ChainLocator locator;
    private final FileEncoder encoder;
    private final Uploader uploader;
    private final Problems problems;
    private final ArchiveMetrics metrics;
    private final ArchiveSpans spans;

    private final Map<TopicPartition, PartitionArchive> archives = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> toCommit = new HashMap<>();
    private final Map<TopicPartition, Chain> chains = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Runnable> reports = new ConcurrentLinkedQueue<>();
    private final ExecutorService encoders;
    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();
    private final ChunkPool chunks;
    /** Whether nothing more is fetched until something was stored. */
    private boolean full;

    private final Pulse pulse = new Pulse(System::nanoTime);
    private volatile boolean stopping;

    ArchiveLoop(
            Consumer<ByteBuffer, ByteBuffer> consumer,
            ArchiveSettings settings,
            ChainLocator locator,
            FileEncoder encoder,
            Uploader uploader,
            Problems problems,
            ArchiveMetrics metrics,
            Tracing tracing) {
        this.consumer = consumer;
        this.settings = settings;
        this.locator = locator;
        this.encoder = encoder;
        this.uploader = uploader;
        this.problems = problems;
        this.metrics = metrics;
        this.spans = new ArchiveSpans(tracing);
        this.chunks = new ChunkPool(settings.bufferBytes());
        this.encoders = Executors.newFixedThreadPool(
                settings.encoders(), Thread.ofPlatform().name("encoder-", 0).factory());
    }

    /** The chains that it writes now. May be called from any thread. */
    Set<Chain> chains() {
        return Set.copyOf(chains.values());
    }

    /** What it fetches now. May be called from any thread. */
    Set<TopicPartition> partitions() {
        return Set.copyOf(chains.keySet());
    }

    /** Whether it has not made a step for too long. May be called from any thread. */
    boolean standsStill() {
        return pulse.isLost();
    }

    /** Makes {@link #run()} store what it has and return. May be called from any thread. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(settings.topics(), this);
            while (!stopping) {
                pulse.beat();
                collect();
                takeReports();
                rotateWhatIsDue();
                relieveMemory();
                pauseAndResume();
                settle();
                commit();
                measure();
            }
            flush();
        } finally {
            archives.values().forEach(PartitionArchive::abandon);
            encoders.shutdownNow();
            waiters.shutdownNow();
            consumer.close(CloseOptions.timeout(COMMIT_LIMIT));
        }
    }

    private void collect() {
        try {
            ConsumerRecords<ByteBuffer, ByteBuffer> batch = consumer.poll(full ? POLL_WHEN_FULL : POLL);
            long now = System.nanoTime();
            for (TopicPartition partition : batch.partitions()) {
                PartitionArchive archive = archives.get(partition);
                for (ConsumerRecord<ByteBuffer, ByteBuffer> record : batch.records(partition)) {
                    archive.fetched(record, now);
                    spans.fetched(partition, record);
                }
            }
            batch.nextOffsets()
                    .forEach((partition, next) -> archives.get(partition).fetchedTo(next.offset()));
            problems.solved(CONSUMER);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach((partition, offset) -> {
                LOG.warnf("%s: the broker has no record at offset %d any more", partition, offset);
                archives.get(partition).overtaken();
                consumer.pause(List.of(partition));
            });
        } catch (KafkaException e) {
            problems.report(CONSUMER, "cannot fetch: " + Failures.describe(e));
            pauseAfterFailure();
        }
    }

    private void pauseAfterFailure() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void takeReports() {
        Runnable report;
        while ((report = reports.poll()) != null) {
            report.run();
        }
    }

    /** Runs {@code work} elsewhere; what it returns is run here, unless the archive has moved on meanwhile. */
    private void inBackground(PartitionArchive archive, BackgroundWork work) {
        int epoch = archive.epoch();
        Future<?> task = waiters.submit(() -> {
            try {
                Runnable report = work.run();
                report(archive, epoch, report);
            } catch (InterruptedException e) {
                LOG.debugf("%s: no longer ours", archive.partition());
            } catch (RuntimeException | Error e) {
                // A defect: going on could only hide it. The orchestrator restarts the process.
                reports.add(() -> {
                    throw new IllegalStateException(archive.partition() + ": background work failed", e);
                });
            }
        });
        archive.task(task);
    }

    private void report(PartitionArchive archive, int epoch, Runnable report) {
        reports.add(() -> {
            if (archive.epoch() == epoch) {
                report.run();
            }
        });
    }

    private interface BackgroundWork {
        Runnable run() throws InterruptedException;
    }

    private void locate(PartitionArchive archive) {
        archive.abandon();
        TopicPartition partition = archive.partition();
        spans.forget(partition);
        consumer.pause(List.of(partition));
        inBackground(archive, () -> {
            ResumePoint found = locator.locate(partition);
            return () -> {
                archive.located(found);
                chains.put(partition, found.end().chain());
                consumer.seek(partition, found.settled());
                LOG.debugf("%s: continues at offset %d", partition, found.settled());
            };
        });
    }

    private void rotateWhatIsDue() {
        long now = System.nanoTime();
        for (PartitionArchive archive : archives.values()) {
            if (archive.isUploading()) {
                continue;
            }
            if (!archive.isOvertaken()) {
                Rotation.due(archive.collected(), settings, now).ifPresent(reason -> rotate(archive, reason));
            } else if (archive.collected().isEmpty()) {
                locate(archive);
            } else {
                rotate(archive, Rotation.GAP);
            }
        }
    }

    /** When all buffers together are full, the fullest file is ended early. */
    private void relieveMemory() {
        while (buffered() >= settings.bufferBytes() && uploadingShare() < settings.bufferBytes() / 2) {
            Optional<PartitionArchive> fullest = archives.values().stream()
                    .filter(archive ->
                            !archive.isUploading() && !archive.collected().isEmpty())
                    .max(Comparator.comparingLong(archive -> archive.collected().footprint()));
            if (fullest.isEmpty()) {
                return;
            }
            rotate(fullest.get(), Rotation.MEMORY);
        }
    }

    private long buffered() {
        return archives.values().stream().mapToLong(PartitionArchive::footprint).sum();
    }

    private long uploadingShare() {
        return archives.values().stream()
                .mapToLong(archive -> archive.footprint() - archive.collected().footprint())
                .sum();
    }

    private void rotate(PartitionArchive archive, Rotation reason) {
        ChainEnd end = archive.end();
        Collected records = archive.rotate();
        int epoch = archive.epoch();
        inBackground(archive, () -> {
            EncodedFile encoded = encode(end, records);
            report(archive, epoch, () -> archive.encoded(encoded.content().length));
            Outcome outcome = uploader.upload(encoded);
            return () -> uploaded(archive, reason, outcome);
        });
    }

    /** As soon as an encoder is free. */
    private EncodedFile encode(ChainEnd end, Collected records) throws InterruptedException {
        Future<EncodedFile> encoded = encoders.submit(() -> encoder.encode(end.chain(), end.next(), records));
        try {
            return encoded.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a file cannot be made: " + e.getCause(), e.getCause());
        } finally {
            encoded.cancel(false);
        }
    }

    private void uploaded(PartitionArchive archive, Rotation reason, Outcome outcome) {
        TopicPartition partition = archive.partition();
        switch (outcome) {
            case Outcome.Stored stored -> {
                archive.stored(ChainEnd.after(stored.file().file()));
                spans.stored(partition, stored.file().file());
                toCommit.put(partition, archive.toCommit());
                metrics.stored(stored.file(), reason);
            }
            case Outcome.Adopted adopted -> {
                archive.adopted(ChainEnd.after(adopted.theirs()));
                consumer.seek(partition, archive.end().next());
                spans.forget(partition);
                toCommit.put(partition, archive.toCommit());
                metrics.adopted(partition.topic());
                LOG.infof(
                        "%s: adopted the file that %s stored at offset %d",
                        partition, adopted.theirs().writer(), adopted.theirs().start());
            }
            case Outcome.TopicReplaced replaced -> {
                LOG.errorf(
                        "%s: the topic was deleted; %d records that were not archived yet are gone with it",
                        partition, archive.pending());
                locate(archive);
            }
        }
    }

    private void pauseAndResume() {
        full = buffered() >= settings.bufferBytes();
        for (PartitionArchive archive : archives.values()) {
            boolean ahead = archive.isUploading() && archive.collected().bytes() >= settings.maxBytes();
            var partition = List.of(archive.partition());
            if (full || ahead || archive.isOvertaken() || !archive.isLocated()) {
                consumer.pause(partition);
            } else {
                consumer.resume(partition);
            }
        }
    }

    /**
     * Behind the last record there may be transaction markers, which no file tells of. That they were seen is remembered,
     * or what retention deletes of them would pass for lost records one day.
     */
    private void settle() {
        for (PartitionArchive archive : archives.values()) {
            if (archive.settle()) {
                toCommit.put(archive.partition(), archive.toCommit());
            }
        }
    }

    private void commit() {
        if (toCommit.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.copyOf(toCommit);
        toCommit.clear();
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                // The lake knows where each chain ends, but a partition that is quiet may not commit again by itself.
                LOG.debugf("offsets were not committed: %s", Failures.describe(failure));
                committed.forEach((partition, offset) -> {
                    if (archives.containsKey(partition)) {
                        toCommit.putIfAbsent(partition, offset);
                    }
                });
            }
        });
    }

    private void measure() {
        long unread = 0;
        long oldest = 0;
        long mostBehind = Long.MAX_VALUE;
        long now = System.nanoTime();
        for (PartitionArchive archive : archives.values()) {
            OptionalLong lag = archive.isLocated() ? consumer.currentLag(archive.partition()) : OptionalLong.empty();
            unread += lag.orElse(0);
            if (lag.orElse(0) > 0 && archive.newestFetched() > 0) {
                mostBehind = Math.min(mostBehind, archive.newestFetched());
            }
            oldest = Math.max(oldest, archive.oldestNanos(now));
        }
        metrics.progress(buffered(), unread, pending(), mostBehind, Duration.ofNanos(oldest));
    }

    /** Stores what was collected, as far as that succeeds in time; the rest will be fetched again. */
    private void flush() {
        long deadline = System.nanoTime() + FLUSH_LIMIT.toNanos();
        while (archives.values().stream().anyMatch(archive -> archive.pending() > 0)) {
            if (System.nanoTime() > deadline) {
                LOG.warnf("stopped with %d records not stored; they will be fetched again", pending());
                break;
            }
            for (PartitionArchive archive : archives.values()) {
                if (!archive.isUploading() && !archive.collected().isEmpty()) {
                    rotate(archive, Rotation.STOP);
                }
            }
            pauseAfterFailure();
            takeReports();
        }
        settle();
        commitNow(archives.keySet());
    }

    private long pending() {
        return archives.values().stream().mapToLong(PartitionArchive::pending).sum();
    }

    private void commitNow(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(toCommit);
        offsets.keySet().retainAll(partitions);
        toCommit.keySet().removeAll(offsets.keySet());
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, COMMIT_LIMIT);
        } catch (KafkaException e) {
            LOG.debugf("offsets were not committed: %s", Failures.describe(e));
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionArchive archive = new PartitionArchive(partition, chunks);
            archives.put(partition, archive);
            // Any position will do until the chain's end is known: nothing is fetched while it is paused.
            consumer.seek(partition, 0);
            locate(archive);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitNow(partitions);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            archives.remove(partition).abandon();
            toCommit.remove(partition);
            spans.forget(partition);
            chains.remove(partition);
            problems.solved(partition.toString());
        }
    }
}
