package io.loadstream.lake.schema;

import java.util.List;

/**
 * A column, named like the field on the wire, or with a leading underscore for what the broker knows of the record.
 *
 * @param required whether every row has a value; where not, {@code null} stands for absent
 */
public record Column(String name, ColumnType type, boolean required) {

    /** A column that may be absent. */
    public static Column optional(String name, ColumnType type) {
        return new Column(name, type, false);
    }

    /** A column that every row has. */
    public static Column required(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    /** A struct that may be absent. */
    public static Column struct(String name, Column... fields) {
        return optional(name, new ColumnType.Struct(List.of(fields)));
    }

    /** A list of structs that may be absent. */
    public static Column list(String name, Column... fields) {
        return optional(name, new ColumnType.ListOf(new ColumnType.Struct(List.of(fields))));
    }
}
