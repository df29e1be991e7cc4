package io.loadstream.domain.event;

/** What an id may look like. */
final class Ids {

    /** In UTF-16 units. Long enough for a UUID behind a flight number and a date, short enough to be a key. */
    static final int MAX_LENGTH = 128;

    private Ids() {}

    static String check(String field, String id) {
        Check.present(field, id);
        if (id.isBlank()) {
            throw new InvalidEventException(field, "must not be blank");
        }
        if (id.length() > MAX_LENGTH) {
            throw new InvalidEventException(field, "must have at most " + MAX_LENGTH + " characters: " + id.length());
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (Character.isISOControl(c)) {
                throw new InvalidEventException(
                        field, "must not contain control characters: U+%04X at %d".formatted((int) c, i));
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < id.length()
                        && Character.isLowSurrogate(id.charAt(i + 1));
                if (!paired) {
                    throw new InvalidEventException(
                            field, "must be valid Unicode: lone surrogate U+%04X at %d".formatted((int) c, i));
                }
                i++;
            }
        }
        return id;
    }
}
