package io.loadstream.local.text;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells what is going on, each line with the seconds since the start. On a terminal a line that is still changing is
 * overwritten in place; elsewhere it is printed now and then. Safe for use by many threads.
 */
public final class Progress {

    private static final long REPEAT_NANOS = 5_000_000_000L;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private boolean open;
    private long lastUpdate = Long.MIN_VALUE / 2;

    private Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** To {@code out}; {@code terminal} says whether a line can be overwritten there. */
    public static Progress to(PrintStream out, boolean terminal) {
        return new Progress(out, terminal);
    }

    /** One that says nothing. */
    public static Progress silent() {
        return new Progress(new PrintStream(PrintStream.nullOutputStream()), false);
    }

    /** Something has happened. */
    public synchronized void say(String message) {
        endLine();
        out.println(stamped(message));
        out.flush();
        lastUpdate = Long.MIN_VALUE / 2;
    }

    /** Something is still going on. */
    public synchronized void update(String message) {
        long now = System.nanoTime();
        if (terminal) {
            String line = stamped(message);
            out.print("\r" + (line.length() > WIDTH ? line.substring(0, WIDTH) : line) + "\u001b[K");
            out.flush();
            open = true;
        } else if (now - lastUpdate > REPEAT_NANOS) {
            out.println(stamped(message));
            out.flush();
            lastUpdate = now;
        }
    }

    /** Ends a line that was still changing. */
    public synchronized void endLine() {
        if (open) {
            out.print("\r\u001b[K");
            open = false;
        }
    }

    /** Since this was made. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private String stamped(String message) {
        return String.format(Locale.ROOT, "%6.1f s  %s", seconds(), message);
    }
}
