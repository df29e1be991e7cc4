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

    /** It could not be read: the message ends with what was at the bottom of it. */
    public static LakeException unreadable(String key, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root == cause ? String.valueOf(cause.getMessage()) : cause.getMessage() + ": " + root;
        return new LakeException(key, "could not be read: " + reason, cause);
    }
}
