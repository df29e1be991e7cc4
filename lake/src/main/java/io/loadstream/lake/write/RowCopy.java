package io.loadstream.lake.write;

import dev.hardwood.row.PqStruct;
import io.loadstream.lake.read.Fields;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType;
import io.loadstream.lake.schema.TopicSchema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Copies rows from file to file, column by column. */
public final class RowCopy {

    private RowCopy() {}

    /** The names of a schema's columns, in its order. */
    public static String[] columns(TopicSchema schema) {
        return schema.columns().stream().map(Column::name).toArray(String[]::new);
    }

    /** Whether {@code schema} has every column of the current row's file: what it has not is lost in a copy. */
    public static boolean isWhole(TopicSchema schema, LakeRows rows) {
        Set<List<String>> known =
                ParquetTypes.message(schema).getPaths().stream().map(List::of).collect(Collectors.toSet());
        return known.containsAll(rows.paths());
    }

    /** Gives the current row of {@code rows}, which were opened with {@link #columns(TopicSchema)}, to {@code out}. */
    public static void copy(TopicSchema schema, LakeRows rows, RowWriter out) {
        List<Column> columns = schema.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (rows.isNull(i)) {
                continue;
            }
            String name = columns.get(i).name();
            switch (columns.get(i).type()) {
                case ColumnType.Scalar scalar -> {
                    switch (scalar) {
                        case TEXT -> out.text(name, rows.text(i));
                        case INT -> out.number(name, rows.intValue(i));
                        case LONG -> out.number(name, rows.longValue(i));
                        case DOUBLE -> out.number(name, rows.doubleValue(i));
                        case BOOLEAN -> out.truth(name, rows.booleanValue(i));
                        case TIME -> out.time(name, rows.time(i));
                        case MONEY -> out.money(name, rows.money(i));
                        case BYTES -> out.bytes(name, rows.bytes(i));
                    }
                }
                case ColumnType.Struct struct ->
                    out.struct(name, rows.struct(i), (from, to) -> copy(struct.fields(), from, to));
                case ColumnType.ListOf list ->
                    out.list(
                            name,
                            rows.structs(i),
                            (from, to) -> copy(list.element().fields(), from, to));
            }
        }
    }

    private static void copy(List<Column> fields, PqStruct from, RowWriter to) {
        for (Column field : fields) {
            String name = field.name();
            if (Fields.isAbsent(from, name)) {
                continue;
            }
            switch (field.type()) {
                case ColumnType.Scalar scalar -> {
                    switch (scalar) {
                        case TEXT -> to.text(name, from.getString(name));
                        case INT -> to.number(name, from.getInt(name));
                        case LONG -> to.number(name, from.getLong(name));
                        case DOUBLE -> to.number(name, from.getDouble(name));
                        case BOOLEAN -> to.truth(name, from.getBoolean(name));
                        case TIME -> to.time(name, from.getTimestamp(name));
                        case MONEY -> to.money(name, from.getDecimal(name));
                        case BYTES -> to.bytes(name, from.getBinary(name));
                    }
                }
                case ColumnType.Struct struct ->
                    to.struct(name, from.getStruct(name), (inner, out) -> copy(struct.fields(), inner, out));
                case ColumnType.ListOf list ->
                    to.list(
                            name,
                            from.getList(name).structs(),
                            (inner, out) -> copy(list.element().fields(), inner, out));
            }
        }
    }
}
