package io.loadstream.archiver;

import java.util.Optional;

/** Why a file was ended. */
enum Rotation {
    BYTES,
    RECORDS,
    AGE,
    /** All buffers together took too much, and this one was the fullest. */
    MEMORY,
    /** The broker has deleted what would come next. */
    GAP,
    /** The archiver was told to stop. */
    STOP;

    /** Whether what was collected is due by the settings' limits, and by which. */
    static Optional<Rotation> due(Collected collected, ArchiveSettings settings, long nowNanos) {
        if (collected.isEmpty()) {
            return Optional.empty();
        }
        if (collected.bytes() >= settings.maxBytes()) {
            return Optional.of(BYTES);
        }
        if (collected.size() >= settings.maxRecords()) {
            return Optional.of(RECORDS);
        }
        return collected.ageNanos(nowNanos) >= settings.maxAge().toNanos() ? Optional.of(AGE) : Optional.empty();
    }
}
