package io.loadstream.engine.loop;

/** The loop cannot answer now: too many ask, or its state is being restored. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException() {
        super("the engine cannot answer now; its state is being restored, or too many ask", null, false, false);
    }
}
