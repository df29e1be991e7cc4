package io.loadstream.local.run;

/** The run cannot start or go on. The message is for the person at the terminal and needs no stack trace. */
public final class RunFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunFailedException(String message) {
        super(message);
    }

    public RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
