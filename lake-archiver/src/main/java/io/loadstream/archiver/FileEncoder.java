package io.loadstream.archiver;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.BookingColumns;
import io.loadstream.lake.write.ColumnBuffers;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import io.loadstream.lake.write.RowWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes the Parquet file of a run of records. A record that does not parse is a row like any other, with its error. */
final class FileEncoder {

    private static final int MAX_ERROR_LENGTH = 1_000;

    private final String writerId;
    private final boolean raw;
    /** Of the latest file of each thread: most come from the same topic as the one before. */
    private final ThreadLocal<ColumnBuffers> buffers = new ThreadLocal<>();

    /** Most records are bookings, and most of those are plainly written. */
    private final ThreadLocal<BookingColumns> bookings = ThreadLocal.withInitial(BookingColumns::new);

    FileEncoder(String writerId, boolean raw) {
        this.writerId = writerId;
        this.raw = raw;
    }

    /**
     * @param start first offset that the file answers for; not after the first record's
     * @param records of that chain, in order, at least one
     */
    EncodedFile encode(Chain chain, long start, Collected records) {
        Contents contents = new Contents(chain);
        long last = records.last();
        try (ParquetFile<CollectedRecord> file =
                new ParquetFile<>(buffersOf(chain.topic()), footer(chain, start, last), contents::write)) {
            CollectedRecord record = records.read();
            while (record.next()) {
                file.add(record);
            }
            byte[] content = file.finish();
            ChainFile stored = new ChainFile(
                    chain,
                    start,
                    last,
                    file.rows(),
                    false,
                    content.length,
                    Checksum.crc32c(content),
                    writerId,
                    contents.minEventTime,
                    contents.maxEventTime);
            return new EncodedFile(stored, content, contents.errors, contents.oldest, contents.newest);
        }
    }

    private ColumnBuffers buffersOf(String topic) {
        ColumnBuffers latest = buffers.get();
        if (latest == null || !latest.schema().topic().equals(topic)) {
            latest = new ColumnBuffers(TopicSchemas.of(topic));
            buffers.set(latest);
        }
        return latest;
    }

    /** A file without rows that stands for the offsets {@code start} to {@code last}, which the broker has deleted. */
    EncodedFile gap(Chain chain, long start, long last) {
        try (ParquetFile<Void> file =
                new ParquetFile<>(TopicSchemas.of(chain.topic()), footer(chain, start, last), (row, columns) -> {})) {
            byte[] content = file.finish();
            ChainFile marker = new ChainFile(
                    chain, start, last, 0, true, content.length, Checksum.crc32c(content), writerId, null, null);
            return new EncodedFile(marker, content, 0, Long.MAX_VALUE, Long.MIN_VALUE);
        }
    }

    private Map<String, String> footer(Chain chain, long start, long last) {
        return Map.of(
                "loadstream.schema_version", Integer.toString(TopicSchemas.VERSION),
                "loadstream.topic", chain.topic(),
                "loadstream.topic_id", chain.topicId(),
                "loadstream.partition", Integer.toString(chain.partition()),
                "loadstream.start_offset", Long.toString(start),
                "loadstream.last_offset", Long.toString(last),
                "loadstream.writer", writerId,
                "loadstream.raw", Boolean.toString(raw));
    }

    /** Gives the columns of each record and keeps what the file's metadata tells of all. */
    private final class Contents {

        private final Optional<Topic> topic;
        private final int partition;
        /** {@code null} for other topics. */
        private final BookingColumns plainBookings;

        private Instant minEventTime;
        private Instant maxEventTime;
        private long errors;
        /** Whether the columns of the current record tell less than its bytes. */
        private boolean incomplete;

        private long oldest = Long.MAX_VALUE;
        private long newest = Long.MIN_VALUE;

        Contents(Chain chain) {
            this.topic = Topic.named(chain.topic());
            this.plainBookings = topic.filter(Topic.BOOKINGS::equals).isPresent() ? bookings.get() : null;
            this.partition = chain.partition();
        }

        void write(CollectedRecord record, RowWriter out) {
            oldest = Math.min(oldest, record.timestamp());
            newest = Math.max(newest, record.timestamp());
            String error = null;
            incomplete = false;
            if (topic.isPresent()) {
                try {
                    typed(topic.get(), record.value(), out);
                } catch (InvalidEventException e) {
                    error = shortened(e.getMessage());
                    errors++;
                }
            }
            out.number("_partition", partition);
            out.number("_offset", record.offset());
            // Producers may write any number there; what does not fit becomes the nearest that does.
            out.number("_timestamp", TimeUnit.MILLISECONDS.toMicros(record.timestamp()));
            record.key().writeTo(out, "_key");
            out.list("_headers", record.headers(), (header, struct) -> {
                struct.text("key", header.key());
                struct.bytes("value", header.value());
            });
            if (raw || incomplete || error != null || topic.isEmpty()) {
                record.value().writeTo(out, "_raw");
            }
            out.text("_error", error);
        }

        private void typed(Topic expected, CollectedRecord.Slice value, RowWriter out) {
            if (value.isAbsent()) {
                throw new InvalidEventException("record has no value");
            }
            if (plainBookings != null && plainBookings.write(value.bytes(), value.offset(), value.length(), out)) {
                seen(plainBookings.eventTime());
                return;
            }
            Event event = raw
                    ? EventReader.read(value.bytes(), value.offset(), value.length())
                    : EventReader.read(value.bytes(), value.offset(), value.length(), () -> incomplete = true);
            if (event.topic() != expected) {
                throw new InvalidEventException(
                        "event_type",
                        "does not belong to this topic: " + event.getClass().getSimpleName());
            }
            EventColumns.write(event, out);
            seen(event.eventTime());
        }

        private void seen(Instant eventTime) {
            if (minEventTime == null || eventTime.isBefore(minEventTime)) {
                minEventTime = eventTime;
            }
            if (maxEventTime == null || eventTime.isAfter(maxEventTime)) {
                maxEventTime = eventTime;
            }
        }

        private static String shortened(String message) {
            return message.length() <= MAX_ERROR_LENGTH ? message : message.substring(0, MAX_ERROR_LENGTH) + "…";
        }
    }
}
