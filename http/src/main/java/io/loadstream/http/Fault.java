package io.loadstream.http;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.TimeoutException;

/** Whose fault it is that a request failed. */
enum Fault {
    /** What was asked for makes no sense. */
    CALLERS,
    /** What this service needs does not answer; it may soon. */
    ELSEWHERE,
    OURS;

    private static final int MOST_CAUSES = 20;

    static Fault of(Throwable failure) {
        if (failure instanceof IllegalArgumentException && isSaidByUs(failure.getClass())) {
            return CALLERS;
        }
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
            if (isOutOfReach(cause)) {
                return ELSEWHERE;
            }
        }
        return OURS;
    }

    /** Our code refuses with the plain class or one of its own; a library's, such as that of a wrong number, is a mistake in it. */
    private static boolean isSaidByUs(Class<?> type) {
        return type == IllegalArgumentException.class || type.getName().startsWith("io.loadstream.");
    }

    private static boolean isOutOfReach(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException
                || cause instanceof ConnectException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof SQLTransientException
                || (cause instanceof SQLException sql && isConnectionLost(sql.getSQLState()));
    }

    /** Classes of the SQL standard and of Postgres: connection, and shut down by somebody. */
    private static boolean isConnectionLost(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
