package io.loadstream.generator.source;

/**
 * One record on its way out.
 *
 * @param topic it goes to
 * @param partition of the topic; {@code null} when the producer is to find it by the key
 * @param key the flight's id in UTF-8, not to be changed
 * @param timeMicros event time, microseconds since 1970
 * @param json as it goes on the wire
 * @param decisionsSeen offset before which the flight's customers had seen the decisions when it happened;
 *     {@link #NO_LOOP} when they see none
 */
public record OutgoingEvent(
        String topic, Integer partition, byte[] key, long timeMicros, byte[] json, long decisionsSeen) {

    /** In place of an offset: the loop is not closed. */
    public static final long NO_LOOP = -1;

    public OutgoingEvent(String topic, Integer partition, byte[] key, long timeMicros, byte[] json) {
        this(topic, partition, key, timeMicros, json, NO_LOOP);
    }

    /** The same record, telling which decisions had been seen. */
    public OutgoingEvent seeing(long decisions) {
        return new OutgoingEvent(topic, partition, key, timeMicros, json, decisions);
    }
}
