package io.loadstream.engine.loop;

import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.InvalidEventException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was polled from one topic partition and not applied yet. Parses the record at its head, once. */
final class RecordQueue {

    private final ArrayDeque<List<ConsumerRecord<byte[], ByteBuffer>>> polled = new ArrayDeque<>();
    private final InputParser parser;
    private int next;
    private int size;

    private ConsumerRecord<byte[], ByteBuffer> head;
    private InputEvent event;
    private String problem;

    RecordQueue(InputParser parser) {
        this.parser = parser;
    }

    void add(List<ConsumerRecord<byte[], ByteBuffer>> records) {
        if (!records.isEmpty()) {
            polled.add(records);
            size += records.size();
            if (head == null) {
                load();
            }
        }
    }

    boolean isEmpty() {
        return head == null;
    }

    int size() {
        return size;
    }

    ConsumerRecord<byte[], ByteBuffer> head() {
        return head;
    }

    /** The head's event; {@code null} when it breaks the contract. */
    InputEvent event() {
        return event;
    }

    /** Why there is no event. */
    String problem() {
        return problem;
    }

    void remove() {
        size--;
        if (++next == polled.peek().size()) {
            polled.remove();
            next = 0;
        }
        load();
    }

    private void load() {
        event = null;
        problem = null;
        List<ConsumerRecord<byte[], ByteBuffer>> first = polled.peek();
        head = first == null ? null : first.get(next);
        if (head == null) {
            return;
        }
        try {
            event = parser.parse(head);
        } catch (InvalidEventException e) {
            problem = e.getMessage();
        }
    }
}
