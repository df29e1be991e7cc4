package io.loadstream.lake.write;

import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType;
import io.loadstream.lake.schema.TopicSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/** Where the values of a field go: into a column's buffer, or, for a row, a struct or a list, to the fields in it. */
final class FieldBuffers {

    private final String name;
    private final boolean required;
    private final int definition;
    private final int repetition;
    private final ColumnBuffer values;
    private final FieldBuffers[] fields;

    private FieldBuffers(
            String name, boolean required, int definition, int repetition, ColumnBuffer values, FieldBuffers[] fields) {
        this.name = name;
        this.required = required;
        this.definition = definition;
        this.repetition = repetition;
        this.values = values;
        this.fields = fields;
    }

    /** A row of {@code type}, which was made of {@code columns}. */
    static FieldBuffers row(List<Column> columns, MessageType type) {
        FieldBuffers[] fields = fields(columns, type, List.of(), 0, 0);
        return new FieldBuffers(type.getName(), true, 0, 0, null, fields);
    }

    private static FieldBuffers[] fields(
            List<Column> columns, MessageType type, List<String> path, int definition, int repetition) {
        if (columns.size() > Long.SIZE) {
            throw new IllegalArgumentException("at most " + Long.SIZE + " columns, not " + columns.size());
        }
        return columns.stream()
                .map(column -> field(column, type, path, definition, repetition))
                .toArray(FieldBuffers[]::new);
    }

    /** @param outer definition level of what it is in */
    private static FieldBuffers field(Column column, MessageType type, List<String> path, int outer, int repetition) {
        int definition = outer + (column.required() ? 0 : 1);
        return switch (column.type()) {
            case ColumnType.Scalar scalar -> {
                ColumnDescriptor descriptor =
                        type.getColumnDescription(below(path, column.name()).toArray(String[]::new));
                ColumnBuffer values = buffer(column.name(), scalar, descriptor);
                yield new FieldBuffers(column.name(), column.required(), definition, repetition, values, null);
            }
            case ColumnType.Struct struct -> {
                FieldBuffers[] fields =
                        fields(struct.fields(), type, below(path, column.name()), definition, repetition);
                yield new FieldBuffers(column.name(), column.required(), definition, repetition, null, fields);
            }
            case ColumnType.ListOf list -> {
                List<String> element = below(path, column.name(), ParquetTypes.LIST, ParquetTypes.ELEMENT);
                FieldBuffers[] fields = fields(list.element().fields(), type, element, definition + 1, repetition + 1);
                yield new FieldBuffers(column.name(), column.required(), definition, repetition + 1, null, fields);
            }
        };
    }

    private static List<String> below(List<String> path, String... names) {
        List<String> longer = new ArrayList<>(path);
        longer.addAll(List.of(names));
        return longer;
    }

    private static ColumnBuffer buffer(String name, ColumnType.Scalar scalar, ColumnDescriptor column) {
        return switch (scalar) {
            case TEXT -> new BytesBuffer(column, TopicSchemas.isDistinct(name), true);
            case BYTES -> new BytesBuffer(column, TopicSchemas.isDistinct(name), false);
            case INT -> new NumberBuffer(column, NumberBuffer.Form.INT);
            case LONG, TIME, MONEY -> new NumberBuffer(column, NumberBuffer.Form.LONG);
            case DOUBLE -> new NumberBuffer(column, NumberBuffer.Form.DOUBLE);
            case BOOLEAN -> new NumberBuffer(column, NumberBuffer.Form.BOOLEAN);
        };
    }

    /** Definition level of its value; of a list, when there is nothing in it. */
    int definition() {
        return definition;
    }

    /** Repetition level of all but the first element of it, a list. */
    int repetition() {
        return repetition;
    }

    BytesBuffer bytes() {
        if (values instanceof BytesBuffer bytes) {
            return bytes;
        }
        throw new IllegalArgumentException("column " + name + " holds neither text nor bytes");
    }

    NumberBuffer numbers() {
        if (values instanceof NumberBuffer numbers) {
            return numbers;
        }
        throw new IllegalArgumentException("column " + name + " holds no numbers");
    }

    FieldBuffers field(int index) {
        return fields[index];
    }

    /** @param likely is tried first */
    int indexOf(String wanted, int likely) {
        for (int i = likely; i < fields.length; i++) {
            if (fields[i].name.equals(wanted)) {
                return i;
            }
        }
        for (int i = 0; i < Math.min(likely, fields.length); i++) {
            if (fields[i].name.equals(wanted)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + wanted + " in " + name);
    }

    /** It has no value here: neither have the columns below it. */
    void absent(int repetitionLevel, int definitionLevel) {
        if (values != null) {
            values.absent(repetitionLevel, definitionLevel);
        } else {
            for (FieldBuffers field : fields) {
                field.absent(repetitionLevel, definitionLevel);
            }
        }
    }

    /**
     * The row, struct or element is complete.
     *
     * @param given its fields that have come, by bit
     * @param inside definition level of what is in it and absent
     */
    void complete(long given, int repetitionLevel, int inside) {
        long missing = ~given & -1L >>> Long.SIZE - fields.length;
        while (missing != 0) {
            FieldBuffers field = fields[Long.numberOfTrailingZeros(missing)];
            if (field.required) {
                throw new IllegalArgumentException("column " + field.name + " must have a value");
            }
            field.absent(repetitionLevel, inside);
            missing &= missing - 1;
        }
    }

    void forEachColumn(Consumer<ColumnBuffer> action) {
        if (values != null) {
            action.accept(values);
        } else {
            for (FieldBuffers field : fields) {
                field.forEachColumn(action);
            }
        }
    }
}
