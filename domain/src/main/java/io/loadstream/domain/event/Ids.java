package io.loadstream.domain.event;

/** What an id may look like. */
final class Ids {

    private Ids() {}

    static String check(String field, String id) {
        return Check.text(field, id, Limits.ID_LENGTH);
    }
}
