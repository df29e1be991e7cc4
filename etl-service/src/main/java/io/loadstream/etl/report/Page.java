package io.loadstream.etl.report;

/**
 * Which of a report's rows are asked for.
 *
 * @param limit how many at most, 1 to {@value #MOST}
 * @param offset how many before them are passed over
 */
public record Page(int limit, int offset) {

    public static final int MOST = 10_000;

    public Page {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ": " + limit);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative: " + offset);
        }
    }
}
