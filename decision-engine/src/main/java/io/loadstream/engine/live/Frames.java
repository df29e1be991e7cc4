package io.loadstream.engine.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The last frames of the live stream, numbered. A browser that missed no more than these goes on where it was; any other
 * starts from a snapshot. Nobody's frames are kept for him, so a slow browser costs what a fast one does.
 */
public final class Frames {

    /**
     * @param name of the server-sent event
     * @param id from which the browser goes on after it
     */
    public record Frame(String name, String id, String data) {}

    private final int keptFrames;
    private final long keptChars;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private long epoch;
    private long last;
    private long chars;
    private Supplier<String> state;
    private Frame snapshot;

    Frames(int keptFrames, long keptChars) {
        this.keptFrames = keptFrames;
        this.keptChars = keptChars;
    }

    /** Starts over: whatever browsers know is void. {@code state} tells all there is, whenever it is asked. */
    synchronized void restart(long newEpoch, Supplier<String> newState) {
        epoch = newEpoch;
        state = newState;
        forget();
    }

    /** Has nothing to tell until {@link #restart}. */
    synchronized void stop() {
        state = null;
        forget();
    }

    private void forget() {
        frames.clear();
        snapshot = null;
        chars = 0;
        last = 0;
    }

    /** To be called when the state has just changed by {@code data}. */
    synchronized void add(String data) {
        last++;
        frames.add(new Frame("changes", id(last), data));
        chars += data.length();
        snapshot = null;
        while (frames.size() > keptFrames || chars > keptChars) {
            chars -= frames.remove().data().length();
        }
    }

    /** What comes after that id: the next frame, a snapshot when that is not kept, or {@code null} when nothing is new. */
    synchronized Frame after(String id) {
        if (state == null) {
            return null;
        }
        long number = number(id);
        if (number == last) {
            return null;
        }
        long oldest = last - frames.size() + 1;
        if (number < 0 || number + 1 < oldest || number > last) {
            return snapshot();
        }
        return frames.stream().skip(number + 1 - oldest).findFirst().orElseThrow();
    }

    private Frame snapshot() {
        if (snapshot == null) {
            snapshot = new Frame("snapshot", id(last), state.get());
        }
        return snapshot;
    }

    private String id(long number) {
        return epoch + "-" + number;
    }

    /** Negative for an id of another epoch, or none of ours. */
    private long number(String id) {
        String ours = epoch + "-";
        if (id == null || !id.startsWith(ours)) {
            return -1;
        }
        try {
            return Long.parseLong(id, ours.length(), id.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
