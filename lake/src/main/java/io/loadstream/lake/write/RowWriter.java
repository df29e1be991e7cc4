package io.loadstream.lake.write;

import io.loadstream.domain.flight.Money;
import io.loadstream.lake.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Takes the values of one row, each by its column's name; {@code null} and what is not given are absent. Columns may
 * come in any order, but come cheapest in the schema's.
 */
public final class RowWriter {

    private final FieldBuffers row;
    /** The row, struct or list element that values are taken for now. */
    private FieldBuffers level;
    /** Its fields that have come, by bit. */
    private long given;
    /** Repetition level of its values. */
    private int repetition;

    RowWriter(FieldBuffers row) {
        this.row = row;
    }

    void beginRow() {
        level = row;
        given = 0;
        repetition = 0;
    }

    void endRow() {
        level.complete(given, repetition, 0);
    }

    public void text(String name, String value) {
        if (value != null) {
            FieldBuffers field = take(name);
            field.bytes().add(value, repetition, field.definition());
        }
    }

    public void bytes(String name, byte[] value) {
        if (value != null) {
            bytes(name, value, 0, value.length);
        }
    }

    /** {@code length} bytes of {@code buffer}, which may be used for something else afterwards. */
    public void bytes(String name, byte[] buffer, int offset, int length) {
        FieldBuffers field = take(name);
        field.bytes().add(buffer, offset, length, repetition, field.definition());
    }

    public void number(String name, long value) {
        FieldBuffers field = take(name);
        field.numbers().add(value, repetition, field.definition());
    }

    public void number(String name, double value) {
        FieldBuffers field = take(name);
        field.numbers().add(value, repetition, field.definition());
    }

    public void number(String name, Double value) {
        if (value != null) {
            number(name, value.doubleValue());
        }
    }

    public void number(String name, Integer value) {
        if (value != null) {
            number(name, value.longValue());
        }
    }

    public void truth(String name, boolean value) {
        FieldBuffers field = take(name);
        field.numbers().add(value, repetition, field.definition());
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
            number(name, Money.of(value));
        }
    }

    /** @param fields gives the fields of the struct; {@code null} values are absent structs */
    public <T> void struct(String name, T value, BiConsumer<T, RowWriter> fields) {
        if (value == null) {
            return;
        }
        FieldBuffers struct = take(name);
        FieldBuffers outer = level;
        long outerGiven = given;
        level = struct;
        given = 0;
        fields.accept(value, this);
        struct.complete(given, repetition, struct.definition());
        level = outer;
        given = outerGiven;
    }

    /** @param fields gives the fields of each element */
    public <T> void list(String name, List<T> values, BiConsumer<T, RowWriter> fields) {
        if (values != null) {
            list(name, values.size(), (index, struct) -> fields.accept(values.get(index), struct));
        }
    }

    /** @param fields gives the fields of the element of that index */
    public void list(String name, int count, ElementFields fields) {
        FieldBuffers list = take(name);
        if (count == 0) {
            list.absent(repetition, list.definition());
            return;
        }
        FieldBuffers outer = level;
        long outerGiven = given;
        int outerRepetition = repetition;
        for (int i = 0; i < count; i++) {
            level = list;
            given = 0;
            fields.give(i, this);
            list.complete(given, repetition, list.definition() + 1);
            repetition = list.repetition();
        }
        level = outer;
        given = outerGiven;
        repetition = outerRepetition;
    }

    /** Gives the fields of one element of a list. */
    @FunctionalInterface
    public interface ElementFields {

        /** @param index of the element, from zero */
        void give(int index, RowWriter out);
    }

    private FieldBuffers take(String name) {
        int at = level.indexOf(name, Long.SIZE - Long.numberOfLeadingZeros(given));
        if ((given & 1L << at) != 0) {
            throw new IllegalArgumentException("column " + name + " was given twice");
        }
        given |= 1L << at;
        return level.field(at);
    }
}
