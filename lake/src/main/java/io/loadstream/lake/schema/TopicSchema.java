package io.loadstream.lake.schema;

import java.util.List;

/** The columns of one topic's files, in their order. */
public record TopicSchema(String topic, List<Column> columns) {

    public TopicSchema {
        columns = List.copyOf(columns);
    }

    /** The names of its columns, in their order. */
    public String[] names() {
        return columns.stream().map(Column::name).toArray(String[]::new);
    }

    /**
     * @throws IllegalArgumentException when there is no such column
     */
    public Column column(String name) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new IllegalArgumentException("no column " + name + " in the files of " + topic);
    }
}
