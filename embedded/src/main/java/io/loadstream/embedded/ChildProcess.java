package io.loadstream.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** An operating system process that belongs to this one, with its output in a file. */
public final class ChildProcess {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES = 12;
    private static final int LOG_BYTES = 64 * 1024;
    /** They hide what a person looks for, and are in the log itself. */
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at .*|\\.\\.\\. \\d+ (more|common frames.*))");

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final Process process;
    private final Path logFile;

    private ChildProcess(String name, Process process, Path logFile) {
        this.name = name;
        this.process = process;
        this.logFile = logFile;
    }

    /**
     * Starts {@code command} in {@code folder}; what it prints is appended to {@code logFile}. Its standard input stays
     * open as long as this process lives.
     *
     * @param environment variables beside the inherited ones
     */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path folder, Path logFile) {
        try {
            Folders.create(logFile.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(ownSession(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
            builder.environment().putAll(environment);
            return new ChildProcess(name, builder.start(), logFile);
        } catch (IOException e) {
            throw new PartFailedException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until {@code ready}.
     *
     * @throws PartFailedException when the process ends first or {@code limit} passes
     */
    public ChildProcess await(BooleanSupplier ready, Duration limit) {
        return await(ready, POLL, limit);
    }

    /** The same, asking {@code ready} at intervals of {@code poll}. */
    public ChildProcess await(BooleanSupplier ready, Duration poll, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new PartFailedException(obituary());
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new PartFailedException(
                        name + " was not ready within " + limit.toSeconds() + " s. " + endOfLog());
            }
            pause(poll);
        }
        return this;
    }

    /** Asks it to end, and kills it when it has not ended within {@code patience}. */
    public void stop(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /**
     * Waits until it has ended by itself.
     *
     * @throws PartFailedException when {@code limit} passes
     */
    public void awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new PartFailedException(name + " had not ended after " + limit.toSeconds() + " s. " + endOfLog());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** Ends it at once and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public String name() {
        return name;
    }

    public Path logFile() {
        return logFile;
    }

    /** What there is to say about a process that ended by itself. */
    public String obituary() {
        return name + " stopped by itself (exit status " + process.exitValue() + "). " + endOfLog();
    }

    /** Keeps Ctrl-C, which the terminal sends to all processes of a session, to this one: it ends the others in order. */
    private static List<String> ownSession(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> inOwnSession = new ArrayList<>(command.size() + 1);
        inOwnSession.add(SETSID.toString());
        inOwnSession.addAll(command);
        return inOwnSession;
    }

    /** For a message: where its log is, and the last lines of it. */
    public String endOfLog() {
        List<String> lines = lastLines(logFile, LOG_LINES);
        if (lines.isEmpty()) {
            return "It wrote nothing to its log, " + logFile + ".";
        }
        return "The end of its log, " + logFile + ":\n  | " + String.join("\n  | ", lines);
    }

    /** The last lines of a log file that may not exist yet. */
    private static List<String> lastLines(Path file, int count) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.max(0, log.length() - LOG_BYTES));
            byte[] end = new byte[(int) Math.min(LOG_BYTES, log.length())];
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line ->
                            !line.isBlank() && !STACK_FRAME.matcher(line).matches())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(the log cannot be read: " + e.getMessage() + ")");
        }
    }

    static void pause(Duration poll) {
        try {
            Thread.sleep(poll);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while waiting", e);
        }
    }
}
