package io.loadstream.lake;

/** An object of the lake is not as it must be; the message begins with its key. */
public final class LakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LakeException(String key, String problem) {
        super(key + " " + problem);
    }

    public LakeException(String key, String problem, Throwable cause) {
        super(key + " " + problem, cause);
    }
}
