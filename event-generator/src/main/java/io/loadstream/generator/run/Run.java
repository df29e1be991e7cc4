package io.loadstream.generator.run;

import io.loadstream.domain.flight.Micros;
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.RunFailedException;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One run: streams of batches to Kafka, one from each of its sources, as fast as its pace and the broker allow. A batch is
 * one item of a stream, since an item for each record would cost more than the record.
 */
public final class Run {

    private static final Logger LOG = Logger.getLogger(Run.class);

    private static final long NOTHING_YET = Long.MIN_VALUE;

    private final Supplier<List<EventSource>> opening;
    private final EventPublisher publisher;
    private final Pace pace;
    private final int batchSize;
    private volatile long firstMicros = NOTHING_YET;
    private final AtomicLong lastMicros = new AtomicLong(NOTHING_YET);
    private volatile List<EventSource> lanes = List.of();
    private volatile RunState state = RunState.STARTING;
    private volatile String error;

    /**
     * @param opening reads what is to be played, as one source for each thread, none when the run was stopped meanwhile;
     *     may take long, may throw {@link RunFailedException}
     * @param batchSize events of one item of the stream, positive
     */
    public Run(Supplier<List<EventSource>> opening, EventPublisher publisher, Pace pace, int batchSize) {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
        this.opening = opening;
        this.publisher = publisher;
        this.pace = pace;
        this.batchSize = batchSize;
    }

    /**
     * Plays the sources, each on a thread of {@code workers}; the item is the state in which it ended, never a failure.
     */
    public Uni<RunState> play(Executor workers) {
        return Uni.createFrom()
                .item(this::open)
                .runSubscriptionOn(workers)
                .onItem()
                .transformToUni(opened -> opened.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.join()
                                .all(opened.stream()
                                        .map(lane -> play(lane, workers))
                                        .toList())
                                .andCollectFailures()
                                .replaceWithVoid())
                .onItem()
                .transform(done -> end())
                .onFailure()
                .recoverWithItem(this::fail);
    }

    /** When one fails, the others end early. */
    private Uni<Void> play(EventSource lane, Executor workers) {
        return Multi.createBy()
                .repeating()
                .supplier(() -> nextBatch(lane))
                .until(List::isEmpty)
                .onItem()
                .invoke(this::send)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(pace::stop)
                .onTermination()
                .invoke(lane::close)
                .runSubscriptionOn(workers);
    }

    /** Ends it early; all that went out will be acknowledged. */
    public void stop() {
        pace.stop();
    }

    public RunState state() {
        return state == RunState.RUNNING && pace.isPaused() ? RunState.PAUSED : state;
    }

    public Pace pace() {
        return pace;
    }

    /** From 0 to 1. */
    public double progress() {
        return lanes.stream().mapToDouble(EventSource::progress).average().orElse(0);
    }

    /** Event time that the run has reached; {@code null} before the first event. */
    public Instant simulatedTime() {
        long micros = lastMicros.get();
        return micros == NOTHING_YET ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * Event seconds by which the run is ahead of whoever has taken in all before that time; of its first event, when that
     * is not known yet.
     *
     * @param takenInUpTo {@code null} when it is not known yet
     * @return 0 before the first event
     */
    public double secondsAheadOf(Instant takenInUpTo) {
        long last = lastMicros.get();
        if (last == NOTHING_YET) {
            return 0;
        }
        long since = takenInUpTo == null ? firstMicros : Micros.of(takenInUpTo);
        return Math.max(0, last - since) / (double) Micros.PER_SECOND;
    }

    /** What went wrong; {@code null} when nothing did. */
    public String error() {
        return error;
    }

    private List<EventSource> open() {
        List<EventSource> opened = opening.get();
        if (pace.isStopped()) {
            opened.forEach(EventSource::close);
            return List.of();
        }
        lanes = opened;
        state = RunState.RUNNING;
        return lanes;
    }

    /** Waits until an event is due and takes all that are, up to the size of a batch; none at the end. */
    private List<OutgoingEvent> nextBatch(EventSource from) {
        List<OutgoingEvent> batch = new ArrayList<>(batchSize);
        if (from.waitsForSent()) {
            publisher.flush();
        }
        OutgoingEvent next = from.peek();
        if (next == null || !awaitDue(next)) {
            return batch;
        }
        long due = Math.max(next.timeMicros(), pace.dueUntil(next.timeMicros()));
        while (next != null && next.timeMicros() <= due) {
            batch.add(next);
            from.take();
            next = batch.size() < batchSize && !from.waitsForSent() ? from.peek() : null;
        }
        return batch;
    }

    private boolean awaitDue(OutgoingEvent next) {
        try {
            return pace.awaitDue(next.timeMicros());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pace.stop();
            return false;
        }
    }

    private void send(List<OutgoingEvent> batch) {
        if (firstMicros == NOTHING_YET) {
            firstMicros = batch.getFirst().timeMicros();
        }
        for (OutgoingEvent event : batch) {
            publisher.send(event);
        }
        lastMicros.accumulateAndGet(batch.getLast().timeMicros(), Math::max);
    }

    private RunState end() {
        publisher.flush();
        state = pace.isStopped() ? RunState.STOPPED : RunState.FINISHED;
        return state;
    }

    private RunState fail(Throwable cause) {
        Throwable first = cause instanceof CompositeException several
                ? several.getCauses().getFirst()
                : cause;
        error = first instanceof RunFailedException ? first.getMessage() : "unexpected: " + first;
        if (first instanceof RunFailedException) {
            LOG.errorf("The run failed: %s", error);
        } else {
            LOG.errorf(first, "The run failed: %s", error);
        }
        state = RunState.FAILED;
        return state;
    }
}
