package io.loadstream.engine.loop;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.BookingReader;
import io.loadstream.domain.wire.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes an event of a record of one topic, or says why it is none. */
final class InputParser {

    private final Topic topic;
    private final TopicReader reader;

    /** @param bookings reads what it can first; shared by all parsers of one thread */
    InputParser(Topic topic, BookingReader bookings) {
        this.topic = topic;
        this.reader = new TopicReader(topic, bookings);
    }

    /** @throws InvalidEventException when the record breaks the contract */
    InputEvent parse(ConsumerRecord<byte[], ByteBuffer> record) {
        if (record.value() == null) {
            throw new InvalidEventException("record has no value");
        }
        ByteBuffer value = record.value();
        Event event = reader.read(value.array(), value.arrayOffset() + value.position(), value.remaining());
        if (event.topic() != topic || !(event instanceof InputEvent input)) {
            throw new InvalidEventException(
                    "event_type", "does not belong in " + topic.topicName() + ": " + name(event));
        }
        if (!isKey(record.key(), event.flightId())) {
            throw new InvalidEventException("key must be the flight_id " + event.flightId() + ": "
                    + (record.key() == null ? "none" : new String(record.key(), StandardCharsets.UTF_8)));
        }
        return input;
    }

    private static String name(Event event) {
        return event.getClass().getSimpleName();
    }

    /** Under another key it would lie in another partition than the rest of its flight. */
    static boolean isKey(byte[] key, String flightId) {
        if (key == null) {
            return false;
        }
        if (key.length != flightId.length()) {
            return new String(key, StandardCharsets.UTF_8).equals(flightId);
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != flightId.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
