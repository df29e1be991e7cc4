package io.loadstream.generator.simulate;

import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.scenario.Chaos;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.Partitions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Spoils a source on purpose: some events go out twice, some late, behind newer ones, and records that are no events go
 * out between them. What befalls an event hangs on the seed and the event alone, not on what went out before it. What is
 * told of the truth is left alone.
 */
public final class ChaosSource implements EventSource {

    private final EventSource source;
    private final Chaos chaos;
    private final long seed;
    private final Deque<OutgoingEvent> ready = new ArrayDeque<>();
    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingLong(Held::until));
    private final Partitions partitions;
    private final ChaosCounts spoilt;
    private final Map<String, long[]> newest = new HashMap<>();

    /** @param until event time at which it goes out, microseconds */
    private record Held(long until, OutgoingEvent event) {}

    /**
     * @param partitions by which it is told what is out of order
     * @param spoilt counts what goes out spoilt
     */
    public ChaosSource(EventSource source, Chaos chaos, long seed, Partitions partitions, ChaosCounts spoilt) {
        this.source = source;
        this.chaos = chaos;
        this.seed = seed;
        this.partitions = partitions;
        this.spoilt = spoilt;
    }

    @Override
    public OutgoingEvent peek() {
        boolean goesOn = true;
        while (ready.isEmpty() && goesOn) {
            goesOn = advance();
        }
        return ready.peek();
    }

    @Override
    public void take() {
        ready.remove();
    }

    /** Looks as far as the next event that goes out: one that is held back may be the last before the source waits. */
    @Override
    public boolean waitsForSent() {
        boolean goesOn = true;
        while (ready.isEmpty() && goesOn) {
            if (source.waitsForSent()) {
                return true;
            }
            goesOn = advance();
        }
        return false;
    }

    @Override
    public double progress() {
        return source.progress();
    }

    @Override
    public void close() {
        source.close();
    }

    /**
     * Takes one event of the source, or one that was held back until now.
     *
     * @return {@code false} at the end of both
     */
    private boolean advance() {
        OutgoingEvent next = source.peek();
        if (!held.isEmpty() && (next == null || held.peek().until() <= next.timeMicros())) {
            goOut(held.poll().event());
            return true;
        }
        if (next == null) {
            return false;
        }
        source.take();
        spoil(next);
        return true;
    }

    private void spoil(OutgoingEvent event) {
        if (event.topic().equals(Topic.SIMULATION_TRUTH.topicName())) {
            ready.add(event);
            return;
        }
        SplittableRandom random = new SplittableRandom(seed ^ hash(event));
        // All are drawn each time, so that one rate does not change where the others strike.
        boolean isLate = random.nextDouble() < chaos.late();
        double howLate = random.nextDouble();
        boolean isTwice = random.nextDouble() < chaos.duplicates();
        boolean hasBad = random.nextDouble() < chaos.malformed();
        if (isLate) {
            spoilt.late.increment();
            long by = (long) (howLate * chaos.lateness().toSeconds() * 1e6);
            held.add(new Held(event.timeMicros() + by, event));
        } else {
            goOut(event);
        }
        if (isTwice) {
            spoilt.duplicates.increment();
            goOut(event);
        }
        if (hasBad) {
            spoilt.malformed.increment();
            byte[] half = Arrays.copyOf(event.json(), event.json().length / 2);
            ready.add(new OutgoingEvent(event.topic(), event.partition(), event.key(), event.timeMicros(), half));
        }
    }

    private void goOut(OutgoingEvent event) {
        long[] times = newest.computeIfAbsent(event.topic(), topic -> {
            long[] none = new long[partitions.count(topic)];
            Arrays.fill(none, Long.MIN_VALUE);
            return none;
        });
        int partition = partitions.of(event);
        if (event.timeMicros() < times[partition]) {
            spoilt.outOfOrder.increment();
        } else {
            times[partition] = event.timeMicros();
        }
        ready.add(event);
    }

    /** FNV-1a of what the event says. */
    private static long hash(OutgoingEvent event) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : event.json()) {
            hash = (hash ^ b & 0xFF) * 0x100000001B3L;
        }
        return hash;
    }
}
