package io.loadstream.etl.gold;

import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType.Scalar;
import io.loadstream.lake.write.RowWriter;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.desc.ColumnDescriptor;
import java.util.List;
import java.util.Locale;

/** The columns of a query's result as columns of a Parquet file. */
public final class GoldColumns {

    private GoldColumns() {}

    public static List<Column> of(List<ColumnDescriptor> descriptors) {
        return descriptors.stream()
                .map(descriptor -> Column.optional(descriptor.name(), typeOf(descriptor)))
                .toList();
    }

    private static Scalar typeOf(ColumnDescriptor descriptor) {
        return switch (descriptor.typeName().toUpperCase(Locale.ROOT)) {
            case "TEXT", "VARCHAR", "BPCHAR" -> Scalar.TEXT;
            case "TIMESTAMPTZ" -> Scalar.TIME;
            case "INT4" -> Scalar.INT;
            case "INT8" -> Scalar.LONG;
            case "FLOAT8" -> Scalar.DOUBLE;
            case "BOOL" -> Scalar.BOOLEAN;
            case "NUMERIC" -> Scalar.MONEY;
            default ->
                throw new IllegalStateException(
                        "no column type for " + descriptor.name() + " of type " + descriptor.typeName());
        };
    }

    public static void write(Row row, List<Column> columns, RowWriter out) {
        for (int i = 0; i < columns.size(); i++) {
            if (row.getValue(i) != null) {
                write(row, i, columns.get(i), out);
            }
        }
    }

    private static void write(Row row, int i, Column column, RowWriter out) {
        switch ((Scalar) column.type()) {
            case TEXT -> out.text(column.name(), row.getString(i));
            case TIME -> out.time(column.name(), row.getOffsetDateTime(i).toInstant());
            case INT -> out.number(column.name(), row.getInteger(i).intValue());
            case LONG -> out.number(column.name(), row.getLong(i).longValue());
            case DOUBLE -> out.number(column.name(), row.getDouble(i).doubleValue());
            case MONEY -> out.money(column.name(), row.getBigDecimal(i));
            case BOOLEAN -> out.truth(column.name(), row.getBoolean(i));
            case BYTES -> throw new IllegalStateException("not in gold: " + column.name());
        }
    }
}
