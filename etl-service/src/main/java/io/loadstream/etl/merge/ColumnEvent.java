package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.EventRow.ERROR;
import static io.loadstream.etl.merge.EventRow.EVENT_TIME;
import static io.loadstream.etl.merge.EventRow.EVENT_TYPE;
import static io.loadstream.etl.merge.EventRow.FLIGHT_ID;
import static io.loadstream.etl.merge.EventRow.OFFSET;
import static io.loadstream.etl.merge.EventRow.PRODUCED;

import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeColumns;
import io.loadstream.lake.read.LakeObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * One record of a topic's files by its columns, whose values go into rows as they lie in the file. What is required and is
 * absent, or is text that the database cannot hold, makes the record a rejected one.
 */
final class ColumnEvent implements StoredEvent {

    /** Of money in the lake. */
    private static final int DECIMALS = 4;

    private final LakeColumns columns;
    private final String[] names;

    private ColumnEvent(LakeColumns columns, String[] names) {
        this.columns = columns;
        this.names = names;
    }

    /** Opens files; {@code own} are the topic's own columns, by whose places rows are asked for them. */
    static ColumnEvent open(LakeStore store, List<LakeObject> objects, String... own) {
        String[] names = EventRow.columns(List.of(own));
        return new ColumnEvent(LakeColumns.open(store, objects, names), names);
    }

    @Override
    public boolean next() {
        return columns.next();
    }

    @Override
    public long offset() {
        return columns.longValue(OFFSET);
    }

    @Override
    public long producedMicros() {
        return columns.longValue(PRODUCED);
    }

    @Override
    public void checkParsed() {
        if (!columns.isNull(ERROR)) {
            throw new RejectedRecordException(
                    "record", "is no event: " + string(ERROR).replace("\0", ""));
        }
    }

    /** Whether the event's type is {@code type}, which is ASCII. */
    boolean isOfType(byte[] type) {
        return !columns.isNull(EVENT_TYPE)
                && Arrays.equals(
                        columns.bytes(EVENT_TYPE),
                        columns.from(EVENT_TYPE),
                        columns.to(EVENT_TYPE),
                        type,
                        0,
                        type.length);
    }

    RejectedRecordException unknownType() {
        return new RejectedRecordException("event_type", "is unknown: " + eventType());
    }

    @Override
    public String flightId() {
        check(FLIGHT_ID);
        return string(FLIGHT_ID);
    }

    long eventTimeMicros() {
        if (columns.isNull(EVENT_TIME)) {
            throw missing(EVENT_TIME);
        }
        return columns.longValue(EVENT_TIME);
    }

    Instant eventTime() {
        return instant(eventTimeMicros());
    }

    String eventType() {
        check(EVENT_TYPE);
        return string(EVENT_TYPE);
    }

    /** Writes the event's id of its flight. */
    void flightId(CopyRows out) {
        out.text(columns.bytes(FLIGHT_ID), columns.from(FLIGHT_ID), columns.to(FLIGHT_ID));
    }

    /** Writes a required text of the topic's own column {@code own}, counted from 0. */
    void text(int own, CopyRows out) {
        int column = at(own);
        check(column);
        out.text(columns.bytes(column), columns.from(column), columns.to(column));
    }

    void textOrNull(int own, CopyRows out) {
        if (columns.isNull(at(own))) {
            out.absent();
        } else {
            text(own, out);
        }
    }

    /** Required text as a string. */
    String text(int own) {
        check(at(own));
        return string(at(own));
    }

    String textOrNull(int own) {
        return isNull(own) ? null : text(own);
    }

    Instant time(int own) {
        return instant(longValue(own));
    }

    BigDecimal decimal(int own) {
        return BigDecimal.valueOf(longValue(own), DECIMALS);
    }

    BigDecimal decimalOrNull(int own) {
        return isNull(own) ? null : decimal(own);
    }

    /** Elements of a list. */
    int size(int own) {
        return columns.size(at(own));
    }

    /** Writes a required text of an element of the list. */
    void text(int own, int element, CopyRows out) {
        int column = textAt(own, element);
        out.text(columns.bytes(column), columns.from(column, element), columns.to(column, element));
    }

    /** The same as a string. */
    String text(int own, int element) {
        int column = textAt(own, element);
        return string(column, columns.from(column, element), columns.to(column, element));
    }

    int intValue(int own, int element) {
        return columns.intValue(present(own, element), element);
    }

    int intValue(int own) {
        return columns.intValue(present(own));
    }

    Integer intOrNull(int own) {
        return isNull(own) ? null : intValue(own);
    }

    long longValue(int own) {
        return columns.longValue(present(own));
    }

    double doubleValue(int own) {
        return columns.doubleValue(present(own));
    }

    boolean isNull(int own) {
        return columns.isNull(at(own));
    }

    RejectedRecordException rejected(int own, String problem) {
        return new RejectedRecordException(names[at(own)], problem);
    }

    private int present(int own) {
        int column = at(own);
        if (columns.isNull(column)) {
            throw missing(column);
        }
        return column;
    }

    private int present(int own, int element) {
        int column = at(own);
        if (columns.isNull(column, element)) {
            throw missing(column);
        }
        return column;
    }

    private int textAt(int own, int element) {
        int column = present(own, element);
        checkText(column, columns.from(column, element), columns.to(column, element));
        return column;
    }

    private void check(int column) {
        if (columns.isNull(column)) {
            throw missing(column);
        }
        checkText(column, columns.from(column), columns.to(column));
    }

    private void checkText(int column, int from, int to) {
        byte[] bytes = columns.bytes(column);
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                throw new RejectedRecordException(names[column], "contains U+0000, which the warehouse cannot hold");
            }
        }
    }

    private RejectedRecordException missing(int column) {
        return new RejectedRecordException(names[column], "is missing");
    }

    private String string(int column) {
        return string(column, columns.from(column), columns.to(column));
    }

    private String string(int column, int from, int to) {
        return new String(columns.bytes(column), from, to - from, StandardCharsets.UTF_8);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static int at(int own) {
        return EventRow.at(own);
    }

    @Override
    public void close() {
        columns.close();
    }
}
