package io.loadstream.domain.event;

/** An event breaks the contract: {@link #getMessage()} names the field by its wire name, the rule and the value. */
public final class InvalidEventException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidEventException(String field, String rule) {
        super(field + " " + rule);
    }

    /** The record as a whole breaks the contract. */
    public InvalidEventException(String rule) {
        super(rule);
    }

    /** Bad records may come in floods; where one came from is known without a stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
