package io.loadstream.domain.event;

/** What an id may look like. */
final class Ids {

    /** In UTF-16 units. Long enough for a UUID behind a flight number and a date, short enough to be a key. */
    static final int MAX_LENGTH = 128;

    private Ids() {}

    static String check(String field, String id) {
        return Check.text(field, id, MAX_LENGTH);
    }
}
