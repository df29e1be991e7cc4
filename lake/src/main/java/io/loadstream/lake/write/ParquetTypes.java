package io.loadstream.lake.write;

import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType;
import io.loadstream.lake.schema.TopicSchema;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Our columns as Parquet's types; lists have the three levels that every reader knows. */
final class ParquetTypes {

    static final String LIST = "list";
    static final String ELEMENT = "element";

    private ParquetTypes() {}

    static MessageType message(TopicSchema schema) {
        return new MessageType(schema.topic(), fields(schema.columns()));
    }

    private static List<Type> fields(List<Column> columns) {
        return columns.stream().map(ParquetTypes::field).toList();
    }

    private static Type field(Column column) {
        Type.Repetition repetition = column.required() ? Type.Repetition.REQUIRED : Type.Repetition.OPTIONAL;
        return switch (column.type()) {
            case ColumnType.Scalar scalar -> scalar(repetition, scalar).named(column.name());
            case ColumnType.Struct struct ->
                Types.buildGroup(repetition)
                        .addFields(fields(struct.fields()).toArray(Type[]::new))
                        .named(column.name());
            case ColumnType.ListOf list ->
                Types.buildGroup(repetition)
                        .as(LogicalTypeAnnotation.listType())
                        .addField(Types.repeatedGroup()
                                .addField(Types.requiredGroup()
                                        .addFields(
                                                fields(list.element().fields()).toArray(Type[]::new))
                                        .named(ELEMENT))
                                .named(LIST))
                        .named(column.name());
        };
    }

    private static Types.PrimitiveBuilder<? extends Type> scalar(Type.Repetition repetition, ColumnType.Scalar scalar) {
        return switch (scalar) {
            case TEXT -> Types.primitive(PrimitiveTypeName.BINARY, repetition).as(LogicalTypeAnnotation.stringType());
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition);
            case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition);
            case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition);
            case TIME ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
            case MONEY ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.decimalType(ColumnType.MONEY_SCALE, ColumnType.MONEY_PRECISION));
            case BYTES -> Types.primitive(PrimitiveTypeName.BINARY, repetition);
        };
    }
}
