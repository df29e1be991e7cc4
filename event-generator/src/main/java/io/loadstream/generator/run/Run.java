package io.loadstream.generator.run;

import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.RunFailedException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One run: a stream of batches from a source to Kafka, as fast as its pace and the broker allow. A batch is one item of
 * the stream, since an item for each record would cost more than the record.
 */
public final class Run {

    private static final Logger LOG = Logger.getLogger(Run.class);

    private static final long NOTHING_YET = Long.MIN_VALUE;

    private final Supplier<EventSource> opening;
    private final EventPublisher publisher;
    private final Pace pace;
    private final int batchSize;
    private volatile EventSource source;
    private volatile RunState state = RunState.STARTING;
    private volatile String error;
    private volatile long lastMicros = NOTHING_YET;

    /**
     * @param opening reads what is to be played; may take long, may throw {@link RunFailedException}
     * @param batchSize events of one item of the stream, positive
     */
    public Run(Supplier<EventSource> opening, EventPublisher publisher, Pace pace, int batchSize) {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
        this.opening = opening;
        this.publisher = publisher;
        this.pace = pace;
        this.batchSize = batchSize;
    }

    /** Plays the source on a thread of {@code worker}; the item is the state in which it ended, never a failure. */
    public Uni<RunState> play(Executor worker) {
        return Multi.createFrom()
                .resource(this::open, this::batches)
                .withFinalizer(EventSource::close)
                .onItem()
                .invoke(this::send)
                .onItem()
                .ignoreAsUni()
                .onItem()
                .transform(done -> end())
                .onFailure()
                .recoverWithItem(this::fail)
                .runSubscriptionOn(worker);
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
        EventSource opened = source;
        return opened == null ? 0 : opened.progress();
    }

    /** Event time of the last event that went out; {@code null} before the first. */
    public Instant simulatedTime() {
        long micros = lastMicros;
        return micros == NOTHING_YET ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** What went wrong; {@code null} when nothing did. */
    public String error() {
        return error;
    }

    private EventSource open() {
        source = opening.get();
        state = RunState.RUNNING;
        return source;
    }

    private Multi<List<OutgoingEvent>> batches(EventSource opened) {
        return Multi.createBy().repeating().supplier(() -> nextBatch(opened)).until(List::isEmpty);
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
        while (next != null && batch.size() < batchSize && pace.isDue(next.timeMicros())) {
            batch.add(next);
            from.take();
            next = batch.size() < batchSize && !from.waitsForSent() ? from.peek() : null;
        }
        return batch.isEmpty() ? nextBatch(from) : batch;
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
        for (OutgoingEvent event : batch) {
            publisher.send(event);
        }
        lastMicros = batch.getLast().timeMicros();
    }

    private RunState end() {
        publisher.flush();
        state = pace.isStopped() ? RunState.STOPPED : RunState.FINISHED;
        return state;
    }

    private RunState fail(Throwable cause) {
        error = cause instanceof RunFailedException ? cause.getMessage() : "unexpected: " + cause;
        if (cause instanceof RunFailedException) {
            LOG.errorf("The run failed: %s", error);
        } else {
            LOG.errorf(cause, "The run failed: %s", error);
        }
        state = RunState.FAILED;
        return state;
    }
}
