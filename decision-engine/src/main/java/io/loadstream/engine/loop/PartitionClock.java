package io.loadstream.engine.loop;

import io.loadstream.domain.flight.StateBytes;
import io.loadstream.domain.flight.StateInput;

/**
 * What is kept of a partition beside its flights, written with each transaction that touches it.
 *
 * @param now the partition's event time, microseconds
 * @param suspectedJump a time that one event alone claimed, microseconds
 * @param policyRevision in force after the transaction
 * @param positions how far the input topics had been applied: must agree with the group's committed offsets
 */
record PartitionClock(long now, long suspectedJump, String policyRevision, Positions positions) {

    private static final byte VERSION = 1;

    byte[] toBytes() {
        StateBytes out = new StateBytes();
        out.one(VERSION).whole(now).whole(suspectedJump).text(policyRevision);
        positions.write(out);
        return out.toBytes();
    }

    static PartitionClock read(int partition, byte[] bytes) {
        StateInput in = new StateInput(bytes);
        int version = in.one();
        if (version != VERSION) {
            throw new IllegalStateException("clock of partition %d has format %d; this version reads %d. %s"
                    .formatted(partition, version, VERSION, StateRestore.START_OVER));
        }
        return new PartitionClock(in.whole(), in.whole(), in.text(), Positions.read(partition, in));
    }
}
