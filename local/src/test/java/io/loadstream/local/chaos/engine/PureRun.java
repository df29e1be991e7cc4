package io.loadstream.local.chaos.engine;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.StateBytes;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.domain.wire.MetricsWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a right engine puts out for the drill's events: the real decisions, without a broker, one partition. */
final class PureRun implements Output {

    private static final List<String> INPUTS = List.of("flight_lifecycle", "seat_inventory", "bookings");
    private static final int RECORDS_IN_TRANSACTION = 40;

    final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
    final String revision;

    private final EventWriter writer = new EventWriter();
    private final MetricsWriter metrics = new MetricsWriter();
    private final PartitionFlights flights;
    private final Map<String, ConsumerRecord<byte[], byte[]>> sources = new HashMap<>();

    PureRun(long records) {
        Policy policy = new Policy(new PolicyTerms(
                "engine-drill",
                Cadence.WHILE_IN_FORCE,
                List.of(
                        new Rule("10-days", 14_400, 0, 0.35, null, null, 5, new Target.CheapestOpen()),
                        new Rule("3-days", 4_320, 120, 0.55, null, null, 15, new Target.Named("K"))),
                Duration.ofDays(2),
                Duration.ofDays(1),
                0.05,
                3,
                0.10,
                "drill"));
        revision = policy.revision();
        flights = new PartitionFlights(0, policy, Bounds.DEFAULT, this);
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        new DrillEvents(producer, records).run(() -> {});
        for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
            put(sent.topic(), sent.key(), sent.value());
        }
        judgeAll();
    }

    List<ConsumerRecord<byte[], byte[]>> topic(String name) {
        return topics.computeIfAbsent(name, topic -> new ArrayList<>());
    }

    private ConsumerRecord<byte[], byte[]> put(String topic, byte[] key, byte[] value) {
        List<ConsumerRecord<byte[], byte[]>> records = topic(topic);
        records.add(new ConsumerRecord<>(topic, 0, records.size(), key, value));
        return records.getLast();
    }

    private void judgeAll() {
        int[] next = new int[INPUTS.size()];
        for (int inTransaction = 0; ; inTransaction++) {
            int earliest = earliest(next);
            if (earliest < 0 || inTransaction == RECORDS_IN_TRANSACTION) {
                commit(next);
                inTransaction = 0;
            }
            if (earliest < 0) {
                return;
            }
            judge(topic(INPUTS.get(earliest)).get(next[earliest]++));
        }
    }

    private int earliest(int[] next) {
        int earliest = -1;
        InputEvent first = null;
        for (int t = 0; t < next.length; t++) {
            List<ConsumerRecord<byte[], byte[]>> records = topic(INPUTS.get(t));
            if (next[t] < records.size()) {
                InputEvent event = event(records.get(next[t]));
                if (event == null) {
                    return t;
                }
                if (first == null || event.eventTime().isBefore(first.eventTime())) {
                    earliest = t;
                    first = event;
                }
            }
        }
        return earliest;
    }

    private static InputEvent event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return (InputEvent) EventReader.read(record.value());
        } catch (RuntimeException noEvent) {
            return null;
        }
    }

    private void judge(ConsumerRecord<byte[], byte[]> record) {
        sources.put(PlainEvent.place(record), record);
        InputEvent event = event(record);
        if (event == null
                || flights.apply(event, record.topic(), record.offset(), null).refused()) {
            deadLetter(record);
        }
    }

    private void commit(int[] next) {
        StateBytes clock = new StateBytes()
                .one(1)
                .whole(flights.now())
                .whole(flights.suspectedJump())
                .text(revision);
        for (int position : next) {
            clock.whole(position);
        }
        put("flight_state", new byte[] {0}, clock.toBytes());
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> letter = put("decision-engine.dead_letters", record.key(), record.value());
        Map.of(
                        "reason", "some",
                        "source_topic", record.topic(),
                        "source_partition", "0",
                        "source_offset", Long.toString(record.offset()),
                        "service_version", "1")
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void metrics(FlightState flight, long at) {
        byte[] id = flight.flightId().getBytes(StandardCharsets.UTF_8);
        put("inventory_metrics", id, flight.metrics(at, id, metrics));
    }

    @Override
    public void promotion(PromotionEvent event) {
        out("promo_decisions", event);
    }

    private void out(String topic, Event event) {
        put(topic, event.flightId().getBytes(StandardCharsets.UTF_8), writer.write(event));
    }

    @Override
    public void fate(InputEvent event, Fate fate) {}

    @Override
    public void refused(Arrived kept, Fate fate) {
        deadLetter(sources.get(kept.cause().topic() + "-0@" + kept.cause().offset()));
    }
}
