package io.loadstream.generator.source;

/**
 * One record on its way out.
 *
 * @param topic it goes to
 * @param partition of the topic; {@code null} when the producer is to find it by the key
 * @param key the flight's id in UTF-8, not to be changed
 * @param timeMicros event time, microseconds since 1970
 * @param json as it goes on the wire
 */
public record OutgoingEvent(String topic, Integer partition, byte[] key, long timeMicros, byte[] json) {}
