package io.loadstream.etl.load;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** What those who load side by side may take of the heap together. Who finds too little waits. Safe for use by many threads. */
@Singleton
final class HeapBudget {

    private static final int MEBI = 20;

    /** Of everything else. */
    private static final long OTHER_BYTES = 80L << MEBI;

    private final int mebibytes;
    private final Semaphore left;

    HeapBudget() {
        this(Runtime.getRuntime().maxMemory());
    }

    /**
     * @param heapBytes the whole heap
     */
    HeapBudget(long heapBytes) {
        mebibytes = (int) Math.max(1, heapBytes - OTHER_BYTES >> MEBI);
        left = new Semaphore(mebibytes, true);
    }

    /**
     * Does {@code work} once it may take {@code bytes}, or, if that is more than there is, once nobody else takes any.
     *
     * @throws IllegalStateException when the thread is interrupted while it waits
     */
    <T> T with(long bytes, Supplier<T> work) {
        int share = (int) Math.min(mebibytes, bytes >> MEBI);
        try {
            left.acquire(share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for memory", e);
        }
        try {
            return work.get();
        } finally {
            left.release(share);
        }
    }
}
