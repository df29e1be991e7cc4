package io.loadstream.generator.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream as bytes, with their numbers and offsets. What exceeds a line's limit is skipped. */
final class Lines {

    /** Longest line that is kept: an event and a little more, so that a longer one can be told from it. */
    static final int MAX_BYTES = 1_048_576;

    private final InputStream in;
    private final byte[] buffer = new byte[256 * 1024];
    private byte[] line = new byte[1024];
    private int position;
    private int limit;
    private int length;
    private long nextOffset;
    private long offset;
    private int number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; {@code false} at the end. */
    boolean next() throws IOException {
        offset = nextOffset;
        length = 0;
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            keep(position, end);
            boolean complete = end < limit;
            nextOffset += end - position + (complete ? 1 : 0);
            position = end + (complete ? 1 : 0);
            if (complete) {
                break;
            }
        }
        if (any) {
            number++;
        }
        return any;
    }

    /** From 1. */
    int number() {
        return number;
    }

    long offset() {
        return offset;
    }

    /** Bytes of the line, without its end. */
    byte[] bytes() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return Arrays.copyOf(line, end);
    }

    private void keep(int from, int to) {
        int kept = Math.min(to - from, MAX_BYTES - length);
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + kept));
        }
        System.arraycopy(buffer, from, line, length, kept);
        length += kept;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
