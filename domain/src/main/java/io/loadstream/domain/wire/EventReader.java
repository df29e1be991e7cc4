package io.loadstream.domain.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Reads events from their JSON form. Stateless and safe for use by many threads.
 *
 * <p>Fields that the event's type does not know are skipped, whatever is in them. A {@code null} counts as absent. Where
 * a name occurs twice the last value counts, as with most JSON readers, but the type must be told once.
 */
public final class EventReader {

    /** The largest event that is read, in bytes. */
    public static final int MAX_BYTES = 1_000_000;

    private static final String EVENT_TYPE = "event_type";

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
     * @param json UTF-8; {@code null} or nothing, as in a record without a value, is not an event
     * @throws InvalidEventException when it is not JSON, of an unknown type, or breaks a rule of its type; the message
     *     says which
     */
    public static Event read(byte[] json) {
        if (json == null) {
            throw new InvalidEventException("event is missing: the record has no value");
        }
        return read(json, 0, json.length);
    }

    /** Reads {@code length} bytes from {@code offset} on; see {@link #read(byte[])}. */
    public static Event read(byte[] json, int offset, int length) {
        return read(json, offset, length, parser -> parser);
    }

    /**
     * The same for one who must know whether the event tells all that was written.
     *
     * @param skipped runs at each field that is skipped, within parts of the event, too
     */
    public static Event read(byte[] json, int offset, int length, Runnable skipped) {
        return read(json, offset, length, parser -> new SkipListener(parser, skipped));
    }

    private static Event read(byte[] json, int offset, int length, UnaryOperator<JsonParser> listened) {
        if (length > MAX_BYTES) {
            throw new InvalidEventException("event is too large: " + length + " bytes, at most " + MAX_BYTES);
        }
        if (!mayBeUtf8(json, offset, length)) {
            throw new InvalidEventException("event is not a JSON object in UTF-8");
        }
        try (JsonParser parser = listened.apply(JSON.createParser(json, offset, length))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEventException("event is not a JSON object");
            }
            Event event = readObject(parser, json, offset, length);
            if (parser.nextToken() != null) {
                throw new InvalidEventException("event is followed by more text");
            }
            return event;
        } catch (StreamConstraintsException e) {
            throw new InvalidEventException("event is beyond what is read: " + firstLine(e));
        } catch (JsonProcessingException e) {
            throw new InvalidEventException("event is not valid JSON: " + where(e));
        } catch (IOException e) {
            throw new InvalidEventException("event cannot be read: " + e.getMessage());
        }
    }

    /** The type comes first in all that we write: only what others write is looked through for it beforehand. */
    private static Event readObject(JsonParser parser, byte[] json, int offset, int length) throws IOException {
        String first = parser.nextFieldName();
        EventFields fields;
        if (EVENT_TYPE.equals(first)) {
            parser.nextToken();
            fields = new EventFields(type(parser));
            fields.readFrom(parser.nextFieldName(), parser);
        } else {
            fields = new EventFields(findType(json, offset, length));
            fields.readFrom(first, parser);
        }
        return fields.toEvent();
    }

    private static EventType findType(byte[] json, int offset, int length) throws IOException {
        try (JsonParser parser = JSON.createParser(json, offset, length)) {
            parser.nextToken();
            String field;
            while ((field = parser.nextFieldName()) != null) {
                parser.nextToken();
                if (EVENT_TYPE.equals(field)) {
                    return type(parser);
                }
                parser.skipChildren();
            }
            throw new InvalidEventException(EVENT_TYPE, "is missing");
        }
    }

    private static EventType type(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw new InvalidEventException(EVENT_TYPE, "is missing");
        }
        return EventType.named(Json.text(parser, EVENT_TYPE));
    }

    /** The parser would guess UTF-16 and UTF-32 from zero bytes and from a byte order mark; the contract has neither. */
    private static boolean mayBeUtf8(byte[] json, int offset, int length) {
        return length >= 2 && json[offset] > 0 && json[offset + 1] != 0;
    }

    private static String where(JsonProcessingException e) {
        return firstLine(e)
                + (e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset());
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
