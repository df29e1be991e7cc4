package io.loadstream.archiver;

/**
 * Where a partition goes on.
 *
 * @param end where its chain does
 * @param settled the offset to fetch from, at least {@link ChainEnd#next()}; in between no record was ever to be seen
 */
record ResumePoint(ChainEnd end, long settled) {

    static ResumePoint at(ChainEnd end) {
        return new ResumePoint(end, end.next());
    }
}
