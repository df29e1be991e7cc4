package io.loadstream.local.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.row.PqStruct;
import io.loadstream.lake.read.Fields;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType;
import io.loadstream.lake.schema.TopicSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A row for people and for other programs. Bytes are shown as text where they are UTF-8, else as {@code {"base64":"..."}};
 * nested values, in CSV, as JSON.
 */
abstract sealed class RowText {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Column> columns;

    private RowText(TopicSchema schema) {
        this.columns = schema.columns();
    }

    static RowText json(TopicSchema schema) {
        return new Json(schema);
    }

    static RowText csv(TopicSchema schema) {
        return new Csv(schema);
    }

    /** The line before the first row, if there is one. */
    abstract Optional<String> header();

    /** The current row of {@code rows}, which were opened with the schema's columns. */
    abstract String of(LakeRows rows) throws IOException;

    private ObjectNode node(LakeRows rows) {
        ObjectNode node = NODES.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            if (rows.isNull(i)) {
                continue;
            }
            String name = columns.get(i).name();
            switch (columns.get(i).type()) {
                case ColumnType.Scalar scalar -> {
                    switch (scalar) {
                        case TEXT -> node.put(name, rows.text(i));
                        case INT -> node.put(name, rows.intValue(i));
                        case LONG -> node.put(name, rows.longValue(i));
                        case DOUBLE -> node.put(name, rows.doubleValue(i));
                        case BOOLEAN -> node.put(name, rows.booleanValue(i));
                        case TIME -> node.put(name, rows.time(i).toString());
                        case MONEY -> node.put(name, rows.money(i));
                        case BYTES -> node.set(name, bytes(rows.bytes(i)));
                    }
                }
                case ColumnType.Struct struct -> node.set(name, node(struct.fields(), rows.struct(i)));
                case ColumnType.ListOf list -> {
                    ArrayNode array = node.putArray(name);
                    rows.structs(i)
                            .forEach(element -> array.add(node(list.element().fields(), element)));
                }
            }
        }
        return node;
    }

    private static ObjectNode node(List<Column> fields, PqStruct from) {
        ObjectNode node = NODES.objectNode();
        for (Column field : fields) {
            String name = field.name();
            if (Fields.isAbsent(from, name)) {
                continue;
            }
            switch (field.type()) {
                case ColumnType.Scalar scalar -> {
                    switch (scalar) {
                        case TEXT -> node.put(name, from.getString(name));
                        case INT -> node.put(name, from.getInt(name));
                        case LONG -> node.put(name, from.getLong(name));
                        case DOUBLE -> node.put(name, from.getDouble(name));
                        case BOOLEAN -> node.put(name, from.getBoolean(name));
                        case TIME -> node.put(name, from.getTimestamp(name).toString());
                        case MONEY -> node.put(name, from.getDecimal(name));
                        case BYTES -> node.set(name, bytes(from.getBinary(name)));
                    }
                }
                case ColumnType.Struct struct -> node.set(name, node(struct.fields(), from.getStruct(name)));
                case ColumnType.ListOf list -> {
                    ArrayNode array = node.putArray(name);
                    from.getList(name)
                            .structs()
                            .forEach(element -> array.add(node(list.element().fields(), element)));
                }
            }
        }
        return node;
    }

    private static JsonNode bytes(byte[] value) {
        try {
            return NODES.textNode(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException notText) {
            return NODES.objectNode().put("base64", Base64.getEncoder().encodeToString(value));
        }
    }

    private static final class Json extends RowText {

        Json(TopicSchema schema) {
            super(schema);
        }

        @Override
        Optional<String> header() {
            return Optional.empty();
        }

        @Override
        String of(LakeRows rows) throws IOException {
            return MAPPER.writeValueAsString(super.node(rows));
        }
    }

    private static final class Csv extends RowText {

        Csv(TopicSchema schema) {
            super(schema);
        }

        @Override
        Optional<String> header() {
            return Optional.of(super.columns.stream().map(Column::name).collect(Collectors.joining(",")));
        }

        @Override
        String of(LakeRows rows) {
            ObjectNode node = super.node(rows);
            return super.columns.stream()
                    .map(column -> node.get(column.name()))
                    .map(value -> value == null ? "" : value.isTextual() ? value.textValue() : value.toString())
                    .map(Csv::quoted)
                    .collect(Collectors.joining(","));
        }

        private static String quoted(String value) {
            boolean needed = value.indexOf(',') >= 0
                    || value.indexOf('"') >= 0
                    || value.indexOf('\n') >= 0
                    || value.indexOf('\r') >= 0;
            return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
        }
    }
}
