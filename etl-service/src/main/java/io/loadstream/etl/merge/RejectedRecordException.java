package io.loadstream.etl.merge;

/** A record that is no event of the contract; the message begins with the field. Costs no stack trace: it may be one of many. */
public final class RejectedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RejectedRecordException(String field, String problem) {
        super(field + " " + problem, null, false, false);
    }
}
