package io.loadstream.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * One running part.
 *
 * <pre>
 *             start()              kill(), stop()
 *   stopped ----------> running ------------------> stopped      close(): stopped, and its folder deleted
 * </pre>
 *
 * Port and data stay the same over stop and start. Not safe for use by many threads at once.
 */
public sealed interface Part extends AutoCloseable
        permits EmbeddedKafka, EmbeddedObjectStore, EmbeddedPostgres, EmbeddedRedis {

    /** A name for people, such as {@code kafka}. */
    String name();

    /**
     * Starts it and waits until it answers. Does nothing when it runs.
     *
     * @throws PartFailedException when it does not come up; the message says why and ends with the end of its log
     */
    void start();

    /** Stops it in good order; data and port are kept. */
    void stop();

    /** Ends it at once, as a crash would; data and port are kept. */
    void kill();

    boolean isRunning();

    /** The port on the loopback interface. */
    int port();

    /** Ids of its operating system processes; empty when it runs inside this JVM or not at all. */
    List<Long> pids();

    /** Where it writes its log. */
    Path logFile();

    /** Stops it and deletes its folder. */
    @Override
    void close();
}
