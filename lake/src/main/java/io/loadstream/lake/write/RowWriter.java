package io.loadstream.lake.write;

import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Takes the values of one row, each by its column's name; {@code null} and what is not given are absent. Columns may
 * come in any order, but come cheapest in the schema's.
 */
public final class RowWriter {

    /** The fields of a row or of a struct in it. */
    private record Level(String[] names, Level[] below) {

        static Level of(List<Column> columns) {
            String[] names = columns.stream().map(Column::name).toArray(String[]::new);
            Level[] below = new Level[names.length];
            for (int i = 0; i < below.length; i++) {
                below[i] = switch (columns.get(i).type()) {
                    case ColumnType.Scalar scalar -> null;
                    case ColumnType.Struct struct -> of(struct.fields());
                    case ColumnType.ListOf list -> of(list.element().fields());
                };
            }
            return new Level(names, below);
        }
    }

    private final RecordConsumer out;
    private final Level top;
    private Level level;
    private int expected;

    RowWriter(RecordConsumer out, List<Column> columns) {
        this.out = out;
        this.top = Level.of(columns);
    }

    void beginRow() {
        level = top;
        expected = 0;
        out.startMessage();
    }

    void endRow() {
        out.endMessage();
    }

    public void text(String name, String value) {
        if (value != null) {
            binary(name, Binary.fromString(value));
        }
    }

    public void bytes(String name, byte[] value) {
        if (value != null) {
            binary(name, Binary.fromConstantByteArray(value));
        }
    }

    /** {@code length} bytes of {@code buffer}, which may be used for something else afterwards. */
    public void bytes(String name, byte[] buffer, int offset, int length) {
        binary(name, Binary.fromReusedByteArray(buffer, offset, length));
    }

    private void binary(String name, Binary value) {
        int at = indexOf(name);
        out.startField(name, at);
        out.addBinary(value);
        out.endField(name, at);
    }

    public void number(String name, int value) {
        int at = indexOf(name);
        out.startField(name, at);
        out.addInteger(value);
        out.endField(name, at);
    }

    public void number(String name, long value) {
        int at = indexOf(name);
        out.startField(name, at);
        out.addLong(value);
        out.endField(name, at);
    }

    public void number(String name, double value) {
        int at = indexOf(name);
        out.startField(name, at);
        out.addDouble(value);
        out.endField(name, at);
    }

    public void number(String name, Double value) {
        if (value != null) {
            number(name, value.doubleValue());
        }
    }

    public void truth(String name, boolean value) {
        int at = indexOf(name);
        out.startField(name, at);
        out.addBoolean(value);
        out.endField(name, at);
    }

    /** What is finer than microseconds is cut off. */
    public void time(String name, Instant value) {
        if (value != null) {
            number(name, Math.multiplyExact(value.getEpochSecond(), 1_000_000L) + value.getNano() / 1_000);
        }
    }

    /** At most {@value ColumnType#MONEY_SCALE} digits after the point. */
    public void money(String name, BigDecimal value) {
        if (value != null) {
            number(name, value.setScale(ColumnType.MONEY_SCALE).unscaledValue().longValueExact());
        }
    }

    /** @param fields gives the fields of the struct; {@code null} values are absent structs */
    public <T> void struct(String name, T value, BiConsumer<T, RowWriter> fields) {
        if (value == null) {
            return;
        }
        int at = indexOf(name);
        Level outer = level;
        out.startField(name, at);
        group(outer.below[at], value, fields);
        out.endField(name, at);
        level = outer;
        expected = at + 1;
    }

    /** @param fields gives the fields of each element */
    public <T> void list(String name, List<T> values, BiConsumer<T, RowWriter> fields) {
        if (values == null) {
            return;
        }
        int at = indexOf(name);
        Level outer = level;
        out.startField(name, at);
        out.startGroup();
        if (!values.isEmpty()) {
            out.startField(ParquetTypes.LIST, 0);
            for (T value : values) {
                out.startGroup();
                out.startField(ParquetTypes.ELEMENT, 0);
                group(outer.below[at], value, fields);
                out.endField(ParquetTypes.ELEMENT, 0);
                out.endGroup();
            }
            out.endField(ParquetTypes.LIST, 0);
        }
        out.endGroup();
        out.endField(name, at);
        level = outer;
        expected = at + 1;
    }

    private <T> void group(Level inner, T value, BiConsumer<T, RowWriter> fields) {
        level = inner;
        expected = 0;
        out.startGroup();
        fields.accept(value, this);
        out.endGroup();
    }

    private int indexOf(String name) {
        String[] names = level.names;
        for (int i = expected; i < names.length; i++) {
            if (names[i].equals(name)) {
                expected = i + 1;
                return i;
            }
        }
        for (int i = 0; i < expected; i++) {
            if (names[i].equals(name)) {
                expected = i + 1;
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + name + " among " + List.of(names));
    }
}
