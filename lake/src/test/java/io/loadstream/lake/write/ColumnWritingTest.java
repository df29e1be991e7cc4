package io.loadstream.lake.write;

import static io.loadstream.lake.schema.Column.list;
import static io.loadstream.lake.schema.Column.optional;
import static io.loadstream.lake.schema.Column.required;
import static io.loadstream.lake.schema.Column.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.loadstream.lake.audit.ForeignReader;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType;
import io.loadstream.lake.schema.ColumnType.Scalar;
import io.loadstream.lake.schema.TopicSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random rows, read back by parquet-java's record assembly and by the reader of the lake. */
class ColumnWritingTest {

    private static final TopicSchema SCHEMA = new TopicSchema(
            "t",
            List.of(
                    required("id", Scalar.LONG),
                    optional("text", Scalar.TEXT),
                    optional("booking_id", Scalar.TEXT),
                    optional("bytes", Scalar.BYTES),
                    optional("small", Scalar.INT),
                    optional("large", Scalar.LONG),
                    optional("ratio", Scalar.DOUBLE),
                    optional("yes", Scalar.BOOLEAN),
                    struct("inner", optional("text", Scalar.TEXT), optional("small", Scalar.INT)),
                    list(
                            "items",
                            optional("text", Scalar.TEXT),
                            list("deeper", optional("large", Scalar.LONG), required("small", Scalar.INT)),
                            optional("yes", Scalar.BOOLEAN)),
                    optional("never", Scalar.TEXT)));

    @TempDir
    private Path folder;

    /** Rows beyond a page and beyond a row group, few and many different values, few and many that are absent. */
    @ParameterizedTest
    @CsvSource({
        "1,      1, 50,      0.5,  8",
        "2,     40, 50,      0.5,  8",
        "3,    500, 1000000, 0.0,  8",
        "4,    500, 50,      1.0,  8",
        "5,  45000, 30,      0.3,  8",
        "6,  30000, 1000000, 0.1,  8",
        "7,  30000, 15000,   0.2,  60",
        "8,   6000, 1000000, 0.1,  9000"
    })
    void whatIsWrittenIsReadBackByOthers(long seed, int rows, int variety, double absent, int length)
            throws IOException {
        Random random = new Random(seed);
        List<Map<String, Object>> written = new ArrayList<>();
        byte[] file;
        try (ParquetFile<Map<String, Object>> parquet =
                new ParquetFile<>(SCHEMA, Map.of(), (row, out) -> write(SCHEMA.columns(), row, out))) {
            for (int i = 0; i < rows; i++) {
                Map<String, Object> row = row(SCHEMA.columns(), random, variety, absent, length);
                row.remove("never");
                row.put("id", (long) i);
                if (rows < 1_000 || i % 97 == 0 || i > rows - 100) {
                    written.add(row);
                }
                parquet.add(row);
            }
            file = parquet.finish();
        }

        List<Map<String, Object>> foreign = new ArrayList<>();
        ForeignReader.read(file, group -> {
            int i = (int) group.getLong("id", 0);
            if (rows < 1_000 || i % 97 == 0 || i > rows - 100) {
                foreign.add(read(SCHEMA.columns(), group));
            }
        });
        assertThat(foreign).isEqualTo(written);
        assertThat(texts(file)).isEqualTo(rows);
        assertThat(folded(file)).as("copied column by column").isEqualTo(file);
    }

    private byte[] folded(byte[] file) throws IOException {
        Path stored = Files.write(folder.resolve("file.parquet"), file);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (FoldedFile folded = new FoldedFile(SCHEMA, Map.of())) {
            assertThat(folded.add(new LocalInputFile(stored))).isTrue();
            folded.finish().forEach(piece -> content.write(piece.array(), piece.position(), piece.remaining()));
        }
        return content.toByteArray();
    }

    /** Rows that the lake's own reader finds, each with its id; a null among nulls is told from a text. */
    private static int texts(byte[] file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
                RowReader rows = reader.rowReader()) {
            int count = 0;
            while (rows.hasNext()) {
                rows.next();
                assertThat(rows.getLong("id")).isEqualTo(count);
                assertThat(rows.isNull("never")).isTrue();
                count++;
            }
            return count;
        }
    }

    @Test
    void aRowWithoutARequiredValueIsRefused() {
        try (ParquetFile<String> parquet = new ParquetFile<>(SCHEMA, Map.of(), (row, out) -> out.text("text", row))) {
            assertThatThrownBy(() -> parquet.add("a")).hasMessage("column id must have a value");
        }
    }

    @Test
    void aValueThatTheColumnCannotHoldIsRefused() {
        try (ParquetFile<String> parquet = new ParquetFile<>(SCHEMA, Map.of(), (row, out) -> out.number("ratio", 1L))) {
            assertThatThrownBy(() -> parquet.add("a")).hasMessage("column ratio holds DOUBLE");
        }
        try (ParquetFile<String> parquet = new ParquetFile<>(SCHEMA, Map.of(), (row, out) -> out.text("large", row))) {
            assertThatThrownBy(() -> parquet.add("a")).hasMessage("column large holds neither text nor bytes");
        }
    }

    @Test
    void aColumnThatIsGivenTwiceInARowIsRefused() {
        try (ParquetFile<String> parquet = new ParquetFile<>(SCHEMA, Map.of(), (row, out) -> {
            out.number("id", 1L);
            out.number("id", 2L);
        })) {
            assertThatThrownBy(() -> parquet.add("a")).hasMessage("column id was given twice");
        }
    }

    private static Map<String, Object> row(
            List<Column> columns, Random random, int variety, double absent, int length) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Column column : columns) {
            if (column.required() || random.nextDouble() >= absent) {
                row.put(column.name(), value(column.type(), random, variety, absent, length));
            }
        }
        return row;
    }

    private static Object value(ColumnType type, Random random, int variety, double absent, int length) {
        int chosen = random.nextInt(variety);
        return switch (type) {
            case Scalar scalar ->
                switch (scalar) {
                    case TEXT -> chosen % 7 == 0 ? "Zürich ✈ " + chosen : "t" + chosen + "x".repeat(length);
                    case BYTES -> ByteBuffer.wrap(("b" + chosen).getBytes(StandardCharsets.UTF_8));
                    case INT -> chosen * 7 - 3;
                    case LONG, TIME, MONEY -> chosen % 5 == 0 ? random.nextLong() : 1_000_000_007L * chosen;
                    case DOUBLE -> chosen / 8.0 - 3;
                    case BOOLEAN -> chosen % 3 == 0;
                };
            case ColumnType.Struct struct -> row(struct.fields(), random, variety, absent, length);
            case ColumnType.ListOf list -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(row(list.element().fields(), random, variety, absent, length));
                }
                yield elements;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static void write(List<Column> columns, Map<String, Object> row, RowWriter out) {
        for (Column column : columns) {
            Object value = row.get(column.name());
            if (value == null) {
                continue;
            }
            String name = column.name();
            switch (column.type()) {
                case Scalar scalar -> {
                    switch (scalar) {
                        case TEXT -> out.text(name, (String) value);
                        case BYTES -> out.bytes(name, ((ByteBuffer) value).array());
                        case INT -> out.number(name, (Integer) value);
                        case LONG, TIME, MONEY -> out.number(name, (Long) value);
                        case DOUBLE -> out.number(name, (Double) value);
                        case BOOLEAN -> out.truth(name, (Boolean) value);
                    }
                }
                case ColumnType.Struct struct ->
                    out.struct(name, (Map<String, Object>) value, (v, o) -> write(struct.fields(), v, o));
                case ColumnType.ListOf list ->
                    out.list(
                            name,
                            (List<Map<String, Object>>) value,
                            (v, o) -> write(list.element().fields(), v, o));
            }
        }
    }

    private static Map<String, Object> read(List<Column> columns, Group group) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Column column : columns) {
            String name = column.name();
            if (group.getFieldRepetitionCount(name) == 0) {
                continue;
            }
            row.put(
                    name,
                    switch (column.type()) {
                        case Scalar scalar ->
                            switch (scalar) {
                                case TEXT -> group.getString(name, 0);
                                case BYTES ->
                                    ByteBuffer.wrap(group.getBinary(name, 0).getBytes());
                                case INT -> group.getInteger(name, 0);
                                case LONG, TIME, MONEY -> group.getLong(name, 0);
                                case DOUBLE -> group.getDouble(name, 0);
                                case BOOLEAN -> group.getBoolean(name, 0);
                            };
                        case ColumnType.Struct struct -> read(struct.fields(), group.getGroup(name, 0));
                        case ColumnType.ListOf list -> {
                            Group elements = group.getGroup(name, 0);
                            List<Object> read = new ArrayList<>();
                            for (int i = 0; i < elements.getFieldRepetitionCount(ParquetTypes.LIST); i++) {
                                read.add(read(
                                        list.element().fields(),
                                        elements.getGroup(ParquetTypes.LIST, i).getGroup(ParquetTypes.ELEMENT, 0)));
                            }
                            yield read;
                        }
                    });
        }
        return row;
    }
}
