package io.loadstream.engine.policy;

/** A policy cannot be read; the message names the source, the line and the reason. */
public final class InvalidPolicyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidPolicyException(String source, int line, String reason) {
        super(source + ", line " + line + ": " + reason);
    }

    InvalidPolicyException(String message) {
        super(message);
    }
}
