package io.loadstream.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program that this JVM has just written to disk. Linux refuses to run a file that any process has open for writing
 * ({@code ETXTBSY}), and a process that another thread starts meanwhile holds our open file until it has become its own
 * program. So the first run is tried until it is let.
 */
final class FreshProgram {

    private static final Duration POLL = Duration.ofMillis(10);
    /** As JDK 21 puts it, and as JDK 25 does. */
    private static final Pattern BUSY = Pattern.compile("error(=|: )26\\b");

    private FreshProgram() {}

    /**
     * Runs {@code program} with {@code harmless}, an argument on which it ends at once. Once this has returned nobody has
     * it open for writing, and as it is written no more, nobody will.
     *
     * @throws PartFailedException when it does not run within {@code limit}, or cannot run on this machine
     */
    static void awaitRunnable(Path program, String harmless, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!runs(program, harmless, deadline)) {
            ChildProcess.pause(POLL);
        }
    }

    private static boolean runs(Path program, String harmless, long deadline) {
        try {
            Process trial = new ProcessBuilder(program.toString(), harmless)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!trial.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                trial.destroyForcibly();
                throw new PartFailedException(program + " " + harmless + " did not end");
            }
            return true;
        } catch (IOException e) {
            if (BUSY.matcher(e.getMessage()).find() && System.nanoTime() < deadline) {
                return false;
            }
            throw new PartFailedException(program + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while waiting for " + program, e);
        }
    }
}
