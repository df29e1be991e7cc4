package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.CopyRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.BiConsumer;

/** The type of a staged column. */
enum ColumnKind {
    TEXT("text", (row, value) -> row.text((String) value)),
    TIME("timestamptz", (row, value) -> row.time((Instant) value)),
    INT("integer", (row, value) -> row.intValue((Integer) value)),
    LONG("bigint", (row, value) -> row.longValue((Long) value)),
    DOUBLE("double precision", (row, value) -> row.doubleValue((Double) value)),
    DECIMAL("numeric", (row, value) -> row.decimal((BigDecimal) value));

    private final String sqlType;
    private final BiConsumer<CopyRows, Object> writer;

    ColumnKind(String sqlType, BiConsumer<CopyRows, Object> writer) {
        this.sqlType = sqlType;
        this.writer = writer;
    }

    /** A column of this type. */
    Column named(String name) {
        return new Column(name, this);
    }

    /** Appends a value, which may be {@code null}, to a row. */
    void write(CopyRows row, Object value) {
        if (value == null) {
            row.absent();
        } else {
            writer.accept(row, value);
        }
    }

    record Column(String name, ColumnKind kind) {

        /** As in {@code CREATE TABLE}. */
        String declaration() {
            return name + " " + kind.sqlType;
        }
    }
}
