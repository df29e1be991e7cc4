package io.loadstream.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Who may do what.
 *
 * @param token that callers have to show; {@code null} leaves changes to callers on this machine
 * @param closed whether reading needs it, too
 */
record Admission(String token, boolean closed) {

    /** What becomes of a request. */
    enum Verdict {
        ADMITTED,
        /** The token is missing or another one. */
        UNKNOWN,
        /** No token would help. */
        FORBIDDEN
    }

    Admission {
        if (token != null && token.length() < 16) {
            throw new IllegalArgumentException(
                    "loadstream.http.token must have 16 characters or more: " + token.length());
        }
        if (token == null && closed) {
            throw new IllegalArgumentException("loadstream.http.closed needs a loadstream.http.token");
        }
    }

    Verdict judge(Caller caller, boolean changes) {
        if (!changes && !closed) {
            return Verdict.ADMITTED;
        }
        if (token == null) {
            return caller.isLocal() ? Verdict.ADMITTED : Verdict.FORBIDDEN;
        }
        String shown = caller.token();
        // In constant time: how long it takes must not tell how much of a guess was right.
        return shown != null && MessageDigest.isEqual(bytes(shown), bytes(token)) ? Verdict.ADMITTED : Verdict.UNKNOWN;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Admission[" + (token == null ? "local changes only" : "by token") + ", closed=" + closed + "]";
    }
}
