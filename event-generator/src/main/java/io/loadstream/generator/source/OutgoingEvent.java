package io.loadstream.generator.source;

/**
 * One record on its way out.
 *
 * @param topic it goes to
 * @param flightId its key
 * @param timeMicros event time, microseconds since 1970
 * @param json as it goes on the wire
 */
public record OutgoingEvent(String topic, String flightId, long timeMicros, byte[] json) {}
