package io.loadstream.generator.replay;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.generator.replay.Recording.RecordedFile;
import io.loadstream.generator.source.RunFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a recording once, checks every line, and puts those that are events in the order of their event times. */
final class RecordingIndex {

    private final Recording recording;
    private final int maxLines;
    private final BadLines badLines;
    private final List<RecordedLine> lines = new ArrayList<>();
    private final Map<String, String> flightIds = new HashMap<>();
    private long seen;

    private RecordingIndex(Recording recording, int maxLines, BadLines badLines) {
        this.recording = recording;
        this.maxLines = maxLines;
        this.badLines = badLines;
    }

    /**
     * The events of {@code recording} in the order of their event times; of one instant, in the order of its files and
     * their lines.
     *
     * @throws RunFailedException when a file cannot be read, holds more than {@code maxLines} events with the others, or
     *     when there is not a single line
     */
    static List<RecordedLine> of(Recording recording, int maxLines, BadLines badLines) {
        RecordingIndex index = new RecordingIndex(recording, maxLines, badLines);
        for (int file = 0; file < recording.files().size(); file++) {
            index.read(file);
        }
        if (index.seen == 0) {
            throw new RunFailedException(
                    "the files of " + recording.folder().toAbsolutePath() + " are empty; record events, one a line");
        }
        index.lines.sort(RecordedLine.BY_EVENT_TIME);
        return index.lines;
    }

    private void read(int file) {
        RecordedFile recorded = recording.files().get(file);
        try (InputStream in = Files.newInputStream(recorded.path())) {
            Lines source = new Lines(in);
            while (source.next()) {
                byte[] json = source.bytes();
                if (!isBlank(json)) {
                    seen++;
                    add(file, recorded, source, json);
                }
            }
        } catch (IOException e) {
            throw new RunFailedException(
                    recorded.path().toAbsolutePath() + " cannot be read: " + e.getMessage()
                            + "; check what may read it",
                    e);
        }
    }

    private void add(int file, RecordedFile recorded, Lines source, byte[] json) {
        try {
            Event event = EventReader.read(json);
            if (event.topic() != recorded.topic()) {
                throw new InvalidEventException(
                        "event_type",
                        "belongs to " + event.topic().topicName() + ", not here: "
                                + event.getClass().getSimpleName());
            }
            if (lines.size() == maxLines) {
                throw new RunFailedException("%s holds more than %d events; raise loadstream.generator.replay.max-lines"
                                .formatted(recording.folder().toAbsolutePath(), maxLines)
                        + " and the heap by about 60 bytes a line, or replay it in parts");
            }
            String flightId = flightIds.computeIfAbsent(event.flightId(), id -> id);
            lines.add(new RecordedLine(
                    ChronoUnit.MICROS.between(Instant.EPOCH, event.eventTime()),
                    file,
                    source.number(),
                    source.offset(),
                    json.length,
                    flightId));
        } catch (InvalidEventException e) {
            badLines.accept(recorded.path().toString(), source.number(), e.getMessage(), json);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
