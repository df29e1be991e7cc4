package io.loadstream.archiver;

import io.loadstream.lake.LakeStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waiting for what may fail, and saying how it failed. */
final class Failures {

    private static final int INSUFFICIENT_STORAGE = 507;

    private Failures() {}

    /**
     * Waits for the result; an interrupt ends the wait, not what is waited for.
     *
     * @throws CompletionException with the failure as its cause
     */
    static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** In one line, for a person. */
    static String describe(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        int status = LakeStore.statusOf(cause);
        if (status > 0) {
            return "the store answers " + status + remedy(status, cause);
        }
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + firstSentence(cause.getMessage());
    }

    private static String remedy(int status, Throwable failure) {
        if (isClock(failure)) {
            return ": its clock and this machine's are too far apart, set them right";
        }
        return status == INSUFFICIENT_STORAGE ? ": it is full, give it room" : "";
    }

    /** Whether the store refused a request because of the time at which it was signed. */
    static boolean isClock(Throwable failure) {
        return LakeStore.codeOf(failure).equals("RequestTimeTooSkewed");
    }

    private static String firstSentence(String message) {
        if (message == null || message.isBlank()) {
            return "";
        }
        String line = message.lines().findFirst().orElse("");
        int end = line.indexOf(". ");
        return ": " + (end < 0 ? line : line.substring(0, end));
    }
}
