package io.loadstream.etl.load;

/**
 * What waits in the lake.
 *
 * @param objects files
 * @param events records in them; the first file of a chain may hold some that are loaded already
 * @param problem why it could not be told in full; {@code null} when it could
 */
public record Pending(long objects, long events, String problem) {

    Pending plus(Pending other) {
        return new Pending(objects + other.objects, events + other.events, problem == null ? other.problem : problem);
    }
}
