package io.loadstream.engine.live;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last frames of the live stream, numbered. A browser that missed no more than these goes on where it was; any other
 * starts from a snapshot, and waits for whoever makes the frames to make one. Nobody's frames are kept for him, so a slow
 * browser costs what a fast one does.
 */
public final class Frames {

    /**
     * @param id from which the browser goes on after it
     * @param event the whole server-sent event as bytes; all browsers share them, so nobody may change them
     */
    public record Frame(String id, Buffer event) {

        static Frame of(String name, String id, byte[] data) {
            byte[] head = ("event:%s\nid:%s\ndata:".formatted(name, id)).getBytes(StandardCharsets.US_ASCII);
            return new Frame(
                    id,
                    Buffer.buffer(head.length + data.length + END.length)
                            .appendBytes(head)
                            .appendBytes(data)
                            .appendBytes(END));
        }
    }

    private static final byte[] END = {'\n', '\n'};
    /** Frames that a newcomer is given after a snapshot that was made for another one. */
    private static final int SNAPSHOT_LASTS = 4;

    private final int keptFrames;
    private final long keptBytes;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private long epoch;
    private long last;
    private long bytes;
    private boolean running;
    private Frame snapshot;
    private long snapshotAt;
    private boolean snapshotWanted;

    Frames(int keptFrames, long keptBytes) {
        this.keptFrames = keptFrames;
        this.keptBytes = keptBytes;
    }

    /** Starts over: whatever browsers know is void. {@code state} is all there is. */
    synchronized void restart(long newEpoch, byte[] state) {
        epoch = newEpoch;
        running = true;
        forget();
        snapshot(state);
    }

    /** Whether somebody waits for a {@link #snapshot}. */
    synchronized boolean isSnapshotWanted() {
        return snapshotWanted;
    }

    /** @param state all there is, with the frame added last */
    synchronized void snapshot(byte[] state) {
        snapshot = Frame.of("snapshot", id(last), state);
        snapshotAt = last;
        snapshotWanted = false;
    }

    /** Has nothing to tell until {@link #restart}. */
    synchronized void stop() {
        running = false;
        forget();
    }

    private void forget() {
        frames.clear();
        snapshot = null;
        snapshotWanted = false;
        bytes = 0;
        last = 0;
    }

    /** To be called when the state has just changed by {@code data}, which has no line breaks. */
    synchronized void add(byte[] data) {
        last++;
        Frame added = Frame.of("changes", id(last), data);
        frames.add(added);
        bytes += added.event().length();
        while (frames.size() > keptFrames || bytes > keptBytes) {
            bytes -= frames.remove().event().length();
        }
    }

    /**
     * What comes after that id: the next frame, a snapshot when that is not kept, or {@code null} when nothing is new or
     * the snapshot is still to be made.
     */
    synchronized Frame after(String id) {
        if (!running) {
            return null;
        }
        long number = number(id);
        if (number == last) {
            return null;
        }
        long oldest = last - frames.size() + 1;
        if (number >= 0 && number + 1 >= oldest && number < last) {
            return frames.stream().skip(number + 1 - oldest).findFirst().orElseThrow();
        }
        if (snapshotAt + 1 >= oldest && last - snapshotAt <= SNAPSHOT_LASTS) {
            return snapshot;
        }
        snapshotWanted = true;
        return null;
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
