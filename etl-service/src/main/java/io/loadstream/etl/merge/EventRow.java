package io.loadstream.etl.merge;

import dev.hardwood.row.PqStruct;
import io.loadstream.lake.read.LakeRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * One record of a topic's files by its column names. What is asked for as required and is absent, or is text that the
 * database cannot hold, makes the record a rejected one.
 */
final class EventRow implements StoredEvent {

    private static final List<String> COMMON =
            List.of("event_type", "event_time", "flight_id", "_offset", "_error", "_timestamp");
    static final int EVENT_TYPE = 0;
    static final int EVENT_TIME = 1;
    static final int FLIGHT_ID = 2;
    static final int OFFSET = 3;
    static final int ERROR = 4;
    static final int PRODUCED = 5;

    private final LakeRows rows;
    private final String[] columns;
    private final int partition;

    /**
     * @param rows opened with {@link #columns(List)}
     * @param own the topic's own columns
     */
    EventRow(LakeRows rows, List<String> own, int partition) {
        this.rows = rows;
        this.columns = columns(own);
        this.partition = partition;
    }

    /** What to open the rows of a topic with. */
    static String[] columns(List<String> own) {
        return Stream.concat(COMMON.stream(), own.stream()).toArray(String[]::new);
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public long offset() {
        return rows.longValue(OFFSET);
    }

    @Override
    public long producedMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, rows.time(PRODUCED));
    }

    @Override
    public void close() {
        rows.close();
    }

    int partition() {
        return partition;
    }

    @Override
    public void checkParsed() {
        String error = rows.text(ERROR);
        if (error != null) {
            throw new RejectedRecordException("record", "is no event: " + error.replace("\0", ""));
        }
    }

    String eventType() {
        return checked(EVENT_TYPE, rows.text(EVENT_TYPE));
    }

    @Override
    public String flightId() {
        return checked(FLIGHT_ID, rows.text(FLIGHT_ID));
    }

    Instant eventTime() {
        Instant eventTime = rows.time(EVENT_TIME);
        if (eventTime == null) {
            throw missing(EVENT_TIME);
        }
        return eventTime;
    }

    /** Required text of the topic's own column {@code own}, counted from 0. */
    String text(int own) {
        int column = at(own);
        return checked(column, rows.text(column));
    }

    String textOrNull(int own) {
        int column = at(own);
        String value = rows.text(column);
        return value == null ? null : checked(column, value);
    }

    Instant timeOrNull(int own) {
        return rows.time(at(own));
    }

    long longValue(int own) {
        return present(own, longOrNull(own));
    }

    Long longOrNull(int own) {
        return rows.isNull(at(own)) ? null : (Long) rows.longValue(at(own));
    }

    Double doubleOrNull(int own) {
        return rows.isNull(at(own)) ? null : (Double) rows.doubleValue(at(own));
    }

    PqStruct struct(int own) {
        return rows.struct(at(own));
    }

    List<PqStruct> structs(int own) {
        return rows.structs(at(own));
    }

    /** Text within a struct; {@code name} tells where in case of rejection. */
    static String text(PqStruct struct, String field, String name) {
        String value = struct.isNull(field) ? null : struct.getString(field);
        return checked(name, value);
    }

    private <T> T present(int own, T value) {
        if (value == null) {
            throw missing(at(own));
        }
        return value;
    }

    private String checked(int column, String value) {
        return checked(columns[column], value);
    }

    private static String checked(String name, String value) {
        if (value == null) {
            throw new RejectedRecordException(name, "is missing");
        }
        if (value.indexOf('\0') >= 0) {
            throw new RejectedRecordException(name, "contains U+0000, which the warehouse cannot hold");
        }
        return value;
    }

    private RejectedRecordException missing(int column) {
        return new RejectedRecordException(columns[column], "is missing");
    }

    /** The place of the topic's own column {@code own} among {@link #columns(List)}. */
    static int at(int own) {
        return COMMON.size() + own;
    }
}
