package io.loadstream.generator.simulate;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Records that were spoilt on purpose so far, by how. Safe for use by many threads. */
public final class ChaosCounts {

    final LongAdder duplicates = new LongAdder();
    final LongAdder late = new LongAdder();
    /** Of the late ones and their duplicates, those that went out behind a newer one of their topic and partition. */
    final LongAdder outOfOrder = new LongAdder();

    final LongAdder malformed = new LongAdder();

    /** By their names on the wire. */
    public Map<String, Long> told() {
        return Map.of(
                "duplicates", duplicates.sum(),
                "late", late.sum(),
                "out_of_order", outOfOrder.sum(),
                "malformed", malformed.sum());
    }
}
