package io.loadstream.engine.loop;

import org.apache.kafka.common.TopicPartition;

/** What is known of records on the broker that have not been polled. */
@FunctionalInterface
interface Lag {

    /** Whether there may be more; unknown counts as yes. */
    boolean mayHaveMore(TopicPartition source);
}
