package io.loadstream.local.result;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which offsets of a topic were seen, in constant memory: two that saw the same offsets, each once, are equal. Offsets of
 * one partition must be told in rising order; one that does not rise counts as a duplicate.
 */
final class Offsets {

    private final SortedMap<Integer, Seen> partitions = new TreeMap<>();
    private long duplicates;

    private record Seen(long count, long last, long digest) {}

    void add(int partition, long offset) {
        Seen before = partitions.getOrDefault(partition, new Seen(0, -1, 0));
        if (offset <= before.last()) {
            duplicates++;
            return;
        }
        partitions.put(partition, new Seen(before.count() + 1, offset, before.digest() + mix(offset)));
    }

    long count() {
        return partitions.values().stream().mapToLong(Seen::count).sum();
    }

    long duplicates() {
        return duplicates;
    }

    /** Whether both saw the same offsets in every partition. */
    boolean sameAs(Offsets other) {
        return partitions.equals(other.partitions);
    }

    /** The finaliser of SplitMix64: equal sums of mixed offsets mean equal sets but for a chance of 2^-64. */
    private static long mix(long offset) {
        long z = offset + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
