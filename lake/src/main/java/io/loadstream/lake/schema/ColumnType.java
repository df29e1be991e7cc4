package io.loadstream.lake.schema;

import java.util.List;

/** What a column holds. */
public sealed interface ColumnType {

    /** One value. */
    enum Scalar implements ColumnType {
        /** UTF-8 text. */
        TEXT,
        /** 32 bits, signed. */
        INT,
        /** 64 bits, signed. */
        LONG,
        /** IEEE 754, 64 bits. */
        DOUBLE,
        BOOLEAN,
        /** An instant, UTC, in microseconds. */
        TIME,
        /** decimal({@value ColumnType#MONEY_PRECISION}, {@value ColumnType#MONEY_SCALE}). */
        MONEY,
        /** Bytes as they are. */
        BYTES
    }

    /** Digits of money in all. */
    int MONEY_PRECISION = 18;

    /** Digits of money after the point. */
    int MONEY_SCALE = 4;

    /** Named fields. */
    record Struct(List<Column> fields) implements ColumnType {

        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** Any number of structs, in order. */
    record ListOf(Struct element) implements ColumnType {}
}
