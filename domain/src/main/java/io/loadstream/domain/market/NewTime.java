package io.loadstream.domain.market;

/**
 * How a sale goes on once its flight is put off: what would have happened until the planned departure is spread over
 * the time until the new one, in the same order.
 *
 * @param told microseconds; what happened before stays as it was
 * @param planned departure, microseconds
 * @param departure the new one, microseconds
 */
record NewTime(long told, long planned, long departure) {

    /** When that happens which would have happened at {@code time}; {@link Long#MAX_VALUE} stays never. */
    long of(long time) {
        if (time <= told || time == Long.MAX_VALUE) {
            return time;
        }
        return told + (long) ((time - told) * ((double) (departure - told) / (planned - told)));
    }
}
