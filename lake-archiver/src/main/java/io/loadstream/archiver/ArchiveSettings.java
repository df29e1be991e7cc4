package io.loadstream.archiver;

import io.loadstream.lake.index.Compaction;
import java.time.Duration;
import java.util.List;

/**
 * How records become files.
 *
 * @param groupId Kafka consumer group
 * @param topics to be archived, at least one
 * @param writerId names this archiver in the files that it writes
 * @param maxAge a file is ended when its first record has waited this long
 * @param maxBytes a file is ended when it holds about this many bytes of keys, values and headers
 * @param maxRecords a file is ended when it holds about this many records
 * @param bufferBytes what all records that are not in the lake yet may take; past it, nothing more is fetched
 * @param encoders threads that make files
 * @param raw whether files hold the bytes as received ({@code _raw}); records that do not parse keep them anyway
 * @param compactEvery pause between two runs of compaction; zero for never
 * @param compaction what small files are folded into
 */
public record ArchiveSettings(
        String groupId,
        List<String> topics,
        String writerId,
        Duration maxAge,
        long maxBytes,
        long maxRecords,
        long bufferBytes,
        int encoders,
        boolean raw,
        Duration compactEvery,
        Compaction.Settings compaction) {

    public ArchiveSettings {
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one topic to archive");
        }
        requirePositive("max age", maxAge.toMillis());
        requirePositive("max bytes", maxBytes);
        requirePositive("max records", maxRecords);
        requirePositive("encoders", encoders);
        if (bufferBytes < maxBytes) {
            throw new IllegalArgumentException(
                    "buffer bytes must not be below max bytes: " + bufferBytes + " < " + maxBytes);
        }
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
