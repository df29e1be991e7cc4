package io.loadstream.generator.replay;

import io.loadstream.generator.replay.Recording.RecordedFile;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.RunFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording in the order of event time, each line as it was recorded, byte for byte. Memory holds where the lines lie,
 * not what is in them.
 */
public final class ReplaySource implements EventSource {

    private final Recording recording;
    private final List<RecordedLine> lines;
    private final List<FileChannel> channels = new ArrayList<>();
    private volatile int taken;
    private OutgoingEvent next;

    private ReplaySource(Recording recording, List<RecordedLine> lines) {
        this.recording = recording;
        this.lines = lines;
    }

    /**
     * @param maxLines events that it may have
     * @throws RunFailedException when there is nothing to play or it cannot be read
     */
    public static ReplaySource open(Path folder, int maxLines, BadLines badLines) {
        Recording recording = Recording.open(folder);
        ReplaySource source = new ReplaySource(recording, RecordingIndex.of(recording, maxLines, badLines));
        source.openFiles();
        return source;
    }

    /** Events in the recording. */
    public int size() {
        return lines.size();
    }

    @Override
    public OutgoingEvent peek() {
        if (next == null && taken < lines.size()) {
            RecordedLine line = lines.get(taken);
            next = new OutgoingEvent(
                    recording.files().get(line.file()).topic().topicName(),
                    null,
                    line.flightId().getBytes(StandardCharsets.UTF_8),
                    line.timeMicros(),
                    read(line));
        }
        return next;
    }

    @Override
    public void take() {
        next = null;
        taken++;
    }

    @Override
    public double progress() {
        return lines.isEmpty() ? 1 : (double) taken / lines.size();
    }

    @Override
    public void close() {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }

    private byte[] read(RecordedLine line) {
        ByteBuffer bytes = ByteBuffer.allocate(line.length());
        try {
            while (bytes.hasRemaining()) {
                if (channels.get(line.file()).read(bytes, line.offset() + bytes.position()) < 0) {
                    throw new IOException("the file has become shorter");
                }
            }
        } catch (IOException e) {
            throw new RunFailedException(
                    "%s:%d cannot be read: %s".formatted(path(line.file()), line.line(), e.getMessage()), e);
        }
        return bytes.array();
    }

    private void openFiles() {
        for (RecordedFile file : recording.files()) {
            try {
                channels.add(FileChannel.open(file.path(), StandardOpenOption.READ));
            } catch (IOException e) {
                close();
                throw new RunFailedException(file.path() + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private Path path(int file) {
        return recording.files().get(file).path();
    }
}
