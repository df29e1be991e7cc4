package io.loadstream.generator.source;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Several sources, each with partitions of its own: what goes out of the first in a slice of event time, then what goes
 * out of the next in the same slice, and so on. Within a partition the order is the source's own. One after the other, a
 * slice's flights and batches stay in the processor's caches, where all at once would not.
 */
public final class SlicedSource implements EventSource {

    private final List<? extends EventSource> parts;
    private final LongSupplier slice;
    private int current;
    private long length;
    private long end = Long.MIN_VALUE;

    /**
     * @param parts none of which ever waits for what was sent
     * @param slice length of the slices, microseconds; may change at any time
     */
    public SlicedSource(List<? extends EventSource> parts, LongSupplier slice) {
        this.parts = List.copyOf(parts);
        this.slice = slice;
    }

    @Override
    public OutgoingEvent peek() {
        long newLength = slice.getAsLong();
        if (newLength != length) {
            length = newLength;
            end = Long.MIN_VALUE;
        }
        while (true) {
            OutgoingEvent next = parts.get(current).peek();
            if (next != null && next.timeMicros() < end) {
                return next;
            }
            current++;
            if (current == parts.size()) {
                current = 0;
                long first = earliest();
                if (first == Long.MAX_VALUE) {
                    return null;
                }
                end = first + Math.max(1, length);
            }
        }
    }

    @Override
    public void take() {
        parts.get(current).take();
    }

    @Override
    public double progress() {
        return parts.stream().mapToDouble(EventSource::progress).average().orElse(1);
    }

    @Override
    public void close() {
        parts.forEach(EventSource::close);
    }

    private long earliest() {
        long earliest = Long.MAX_VALUE;
        for (EventSource part : parts) {
            OutgoingEvent next = part.peek();
            if (next != null) {
                earliest = Math.min(earliest, next.timeMicros());
            }
        }
        return earliest;
    }
}
