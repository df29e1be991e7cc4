package io.loadstream.local.result;

import io.loadstream.local.bench.Environment;
import java.util.Map;

/**
 * What is left to report of a run that came to no result, as JSON; names in snake case, as in {@link RunReport}.
 *
 * @param reconciled always {@code false}: nothing could be compared
 * @param error what the person at the terminal was told
 * @param seconds from the start of the launcher's JVM to the failure
 */
public record FailureReport(boolean reconciled, String error, double seconds, Map<String, Object> environment) {

    public static FailureReport of(Exception failure, double seconds) {
        return new FailureReport(false, failure.getMessage(), seconds, Environment.here());
    }
}
