package io.loadstream.etl.warehouse;

/** First halves of the keys of the database's advisory locks that the service takes. */
final class AdvisoryLocks {

    /** Held while a run is under way; the second half is 0. */
    static final int RUN = 0x10ad0001;

    /** Held by a transaction that loads a partition; the second half is its number. */
    static final int PARTITION = 0x10ad0002;

    /** Held while the warehouse is compared with the lake; the second half is 0. */
    static final int AUDIT = 0x10ad0003;

    private AdvisoryLocks() {}
}
