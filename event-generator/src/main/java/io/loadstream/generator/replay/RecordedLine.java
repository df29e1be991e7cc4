package io.loadstream.generator.replay;

import java.util.Comparator;

/**
 * Where one recorded event lies.
 *
 * @param timeMicros its event time, microseconds since 1970
 * @param file index of its file, in the order in which events of one instant go out
 * @param line its number in the file, from 1
 * @param offset of its first byte
 * @param length in bytes, without the line's end
 */
record RecordedLine(long timeMicros, int file, int line, long offset, int length, String flightId) {

    static final Comparator<RecordedLine> BY_EVENT_TIME = Comparator.comparingLong(RecordedLine::timeMicros)
            .thenComparingInt(RecordedLine::file)
            .thenComparingInt(RecordedLine::line);
}
