package io.loadstream.domain.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads events from their JSON form. Stateless and safe for use by many threads. */
public final class EventReader {

    /** The largest event that is read, in bytes. */
    public static final int MAX_BYTES = 1_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_BYTES)
                    .maxNestingDepth(16)
                    .maxNumberLength(64)
                    .maxStringLength(64 * 1024)
                    .build())
            .build();

    private EventReader() {}

    /**
     * @throws InvalidEventException when it is not JSON, of an unknown type, or breaks a rule of its type; the message
     *     says which
     */
    public static Event read(byte[] json) {
        return read(json, 0, json.length);
    }

    /** Reads {@code length} bytes from {@code offset} on; see {@link #read(byte[])}. */
    public static Event read(byte[] json, int offset, int length) {
        if (length > MAX_BYTES) {
            throw new InvalidEventException("event is too large: " + length + " bytes, at most " + MAX_BYTES);
        }
        try (JsonParser parser = JSON.createParser(json, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEventException("event is not a JSON object");
            }
            EventFields fields = new EventFields();
            fields.readObject(parser);
            if (parser.nextToken() != null) {
                throw new InvalidEventException("event is followed by more text");
            }
            return fields.toEvent();
        } catch (JsonProcessingException e) {
            throw new InvalidEventException("event is not valid JSON: " + where(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String where(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        String firstLine = end < 0 ? message : message.substring(0, end);
        return firstLine
                + (e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset());
    }
}
