package io.loadstream.local.chaos.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/** Where a record differs from the one that should be there. */
final class Difference {

    /** Of numbers that come from powers of two and are rounded to three decimals. */
    private static final double TOLERANCE = 0.00101;

    private static final String TOLERATED = "booking_velocity_per_day";

    private Difference() {}

    /** The first difference, told with the field's name; {@code null} when there is none. */
    static String of(JsonNode expected, JsonNode found) {
        return of("", expected, found);
    }

    private static String of(String field, JsonNode expected, JsonNode found) {
        if (expected.isObject() && found.isObject()) {
            return ofObjects(field, expected, found);
        }
        if (expected.isArray() && found.isArray() && expected.size() == found.size()) {
            return ofArrays(field, expected, found);
        }
        return same(field, expected, found)
                ? null
                : (field.isEmpty() ? "it" : field) + " should be " + expected + " and is " + found;
    }

    private static String ofObjects(String field, JsonNode expected, JsonNode found) {
        Set<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String difference = of(field.isEmpty() ? name : field + '.' + name, expected.path(name), found.path(name));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static String ofArrays(String field, JsonNode expected, JsonNode found) {
        Iterator<JsonNode> each = found.iterator();
        int i = 0;
        for (JsonNode element : expected) {
            String difference = of(field + '[' + i++ + ']', element, each.next());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static boolean same(String field, JsonNode expected, JsonNode found) {
        if (!expected.isNumber() || !found.isNumber()) {
            return expected.equals(found);
        }
        return field.endsWith(TOLERATED)
                ? Math.abs(expected.asDouble() - found.asDouble()) < TOLERANCE
                : expected.decimalValue().compareTo(found.decimalValue()) == 0;
    }
}
