package io.loadstream.domain.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loadstream.domain.event.InvalidEventException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Typed values of the contract, each read from the parser's current token or refused with the field's name. */
final class Json {

    private Json() {}

    /** Reads one element of a list; the parser has entered its object. */
    interface Element<T> {
        T read(JsonParser p) throws IOException;
    }

    static String text(JsonParser p, String field) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(p, field, "a string");
        }
        return p.getText();
    }

    static Instant instant(JsonParser p, String field) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(p, field, "an ISO-8601 time");
        }
        return Timestamps.parse(field, p.getTextCharacters(), p.getTextOffset(), p.getTextLength());
    }

    static int wholeInt(JsonParser p, String field) throws IOException {
        long value = wholeLong(p, field);
        if (value != (int) value) {
            throw new InvalidEventException(field, "is out of range: " + value);
        }
        return (int) value;
    }

    static long wholeLong(JsonParser p, String field) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(p, field, "a whole number");
        }
        if (p.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new InvalidEventException(field, "is out of range: " + p.getText());
        }
        return p.getLongValue();
    }

    static double number(JsonParser p, String field) throws IOException {
        if (!p.currentToken().isNumeric()) {
            throw wrong(p, field, "a number");
        }
        return p.getDoubleValue();
    }

    static BigDecimal decimal(JsonParser p, String field) throws IOException {
        if (!p.currentToken().isNumeric()) {
            throw wrong(p, field, "a number");
        }
        try {
            return p.getDecimalValue();
        } catch (NumberFormatException e) {
            // The exponent does not fit: the parser lets this out as it is.
            throw new InvalidEventException(field, "is out of range: " + p.getText());
        }
    }

    static boolean truth(JsonParser p, String field) throws IOException {
        if (!p.currentToken().isBoolean()) {
            throw wrong(p, field, "true or false");
        }
        return p.getBooleanValue();
    }

    static void object(JsonParser p, String field) throws IOException {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(p, field, "an object");
        }
    }

    static <T> List<T> list(JsonParser p, String field, Element<T> element) throws IOException {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(p, field, "a list");
        }
        List<T> values = new ArrayList<>(4);
        while (p.nextToken() != JsonToken.END_ARRAY) {
            object(p, field);
            values.add(element.read(p));
        }
        return values;
    }

    static <T> T required(String field, T value) {
        if (value == null) {
            throw new InvalidEventException(field, "is missing");
        }
        return value;
    }

    static <E extends Enum<E>> E constant(String field, Class<E> type, String name) {
        required(field, name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new InvalidEventException(
                field, "must be one of " + Arrays.toString(type.getEnumConstants()) + ": " + name);
    }

    private static InvalidEventException wrong(JsonParser p, String field, String expected) throws IOException {
        String found = p.currentToken().isScalarValue()
                ? p.getText()
                : p.currentToken().asString();
        return new InvalidEventException(field, "must be " + expected + ": " + found);
    }
}
