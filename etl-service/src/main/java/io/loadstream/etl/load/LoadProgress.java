package io.loadstream.etl.load;

import java.util.concurrent.atomic.AtomicReference;

/** What a load has done so far. Safe for use by many threads. */
public final class LoadProgress {

    private final AtomicReference<LoadResult> sofar = new AtomicReference<>(LoadResult.none());

    void add(LoadResult result) {
        sofar.accumulateAndGet(result, LoadResult::plus);
    }

    /** All that is committed. */
    public LoadResult get() {
        return sofar.get();
    }
}
