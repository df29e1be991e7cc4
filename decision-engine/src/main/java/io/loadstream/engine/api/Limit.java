package io.loadstream.engine.api;

/** How much a caller may ask for at once. */
final class Limit {

    private static final int MAX = 1_000;

    private Limit() {}

    /** @throws IllegalArgumentException when it is out of range */
    static void check(int limit) {
        if (limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX + ": " + limit);
        }
    }
}
