package io.loadstream.domain.event;

/**
 * An event breaks the contract: {@link #getMessage()} names the field by its wire name, the rule and the value, in one
 * printable line of at most {@value #MAX_MESSAGE} characters, whatever the value was.
 */
public final class InvalidEventException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_MESSAGE = 300;

    public InvalidEventException(String field, String rule) {
        super(printable(field + " " + rule));
    }

    /** The record as a whole breaks the contract. */
    public InvalidEventException(String rule) {
        super(printable(rule));
    }

    /** Bad records may come in floods; where one came from is known without a stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Values come from outside and messages go to logs and headers: no line break may be smuggled into either. */
    private static String printable(String message) {
        String kept = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
        StringBuilder line = new StringBuilder(kept.length());
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            boolean pairedHigh = Character.isHighSurrogate(c)
                    && i + 1 < kept.length()
                    && Character.isLowSurrogate(kept.charAt(i + 1));
            boolean pairedLow = Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(kept.charAt(i - 1));
            boolean plain = !Character.isSurrogate(c) || pairedHigh || pairedLow;
            line.append(plain && !Character.isISOControl(c) && c != '\u2028' && c != '\u2029' ? c : '\uFFFD');
        }
        return line.toString();
    }
}
