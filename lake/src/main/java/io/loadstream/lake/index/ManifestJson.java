package io.loadstream.lake.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Manifests as JSON: {@code {"topic":..,"topic_id":..,"partition":..,"version":..,"files":[{..},..]}}. */
final class ManifestJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("topic", manifest.chain().topic());
            out.writeStringField("topic_id", manifest.chain().topicId());
            out.writeNumberField("partition", manifest.chain().partition());
            out.writeNumberField("version", manifest.version());
            out.writeArrayFieldStart("files");
            for (Segment segment : manifest.segments()) {
                write(segment, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Segment segment, JsonGenerator out) throws IOException {
        out.writeRaw('\n');
        out.writeStartObject();
        out.writeStringField("key", segment.key());
        out.writeNumberField("start", segment.start());
        out.writeNumberField("last", segment.last());
        out.writeNumberField("rows", segment.rows());
        out.writeBooleanField("gap", segment.gap());
        out.writeNumberField("bytes", segment.bytes());
        out.writeStringField("crc32c", segment.crc32c());
        time("min_event_time", segment.minEventTime(), out);
        time("max_event_time", segment.maxEventTime(), out);
        time("compacted_at", segment.compactedAt(), out);
        if (segment.replaced() != null) {
            out.writeArrayFieldStart("replaced");
            for (Replaced replaced : segment.replaced()) {
                out.writeStartObject();
                time("at", replaced.at(), out);
                out.writeArrayFieldStart("keys");
                for (String key : replaced.keys()) {
                    out.writeString(key);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void time(String name, Instant time, JsonGenerator out) throws IOException {
        if (time != null) {
            out.writeStringField(name, time.toString());
        }
    }

    /** @throws LakeException when {@code content} is not a manifest of that chain and version */
    static Manifest read(Chain chain, long version, String key, byte[] content) {
        try (JsonParser in = JSON.createParser(content)) {
            List<Segment> segments = null;
            in.nextToken();
            for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                boolean right = switch (field) {
                    case "topic" -> in.getText().equals(chain.topic());
                    case "topic_id" -> in.getText().equals(chain.topicId());
                    case "partition" -> in.getIntValue() == chain.partition();
                    case "version" -> in.getLongValue() == version;
                    default -> true;
                };
                if (!right) {
                    throw new LakeException(key, "says that it is of another " + field + ": " + in.getText());
                }
                if (field.equals("files") && value == JsonToken.START_ARRAY) {
                    segments = new ArrayList<>();
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        segments.add(segment(in));
                    }
                }
            }
            if (segments == null) {
                throw new LakeException(key, "is not a manifest: it names no files");
            }
            return new Manifest(chain, version, segments);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new LakeException(key, "is not a manifest: " + e.getMessage(), e);
        }
    }

    private static Segment segment(JsonParser in) throws IOException {
        String key = "";
        long start = -1;
        long last = -1;
        long rows = 0;
        boolean gap = false;
        long bytes = 0;
        String crc32c = "";
        Instant minEventTime = null;
        Instant maxEventTime = null;
        Instant compactedAt = null;
        List<Replaced> replaced = null;
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            switch (field) {
                case "key" -> key = in.getText();
                case "start" -> start = in.getLongValue();
                case "last" -> last = in.getLongValue();
                case "rows" -> rows = in.getLongValue();
                case "gap" -> gap = in.getBooleanValue();
                case "bytes" -> bytes = in.getLongValue();
                case "crc32c" -> crc32c = in.getText();
                case "min_event_time" -> minEventTime = Instant.parse(in.getText());
                case "max_event_time" -> maxEventTime = Instant.parse(in.getText());
                case "compacted_at" -> compactedAt = Instant.parse(in.getText());
                case "replaced" -> {
                    replaced = new ArrayList<>();
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        replaced.add(replaced(in));
                    }
                }
                default -> in.skipChildren();
            }
        }
        return new Segment(
                key, start, last, rows, gap, bytes, crc32c, minEventTime, maxEventTime, compactedAt, replaced);
    }

    private static Replaced replaced(JsonParser in) throws IOException {
        Instant at = Instant.MAX;
        List<String> keys = new ArrayList<>();
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            JsonToken value = in.nextToken();
            if (field.equals("at")) {
                at = Instant.parse(in.getText());
            } else if (field.equals("keys") && value == JsonToken.START_ARRAY) {
                while (in.nextToken() == JsonToken.VALUE_STRING) {
                    keys.add(in.getText());
                }
            } else {
                in.skipChildren();
            }
        }
        return new Replaced(at, keys);
    }
}
