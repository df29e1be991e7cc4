package io.loadstream.generator.simulate;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.domain.wire.EventWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The engine's logic on topics of one partition: takes in, decides and commits in one transaction. */
final class StandInEngine implements AutoCloseable, Runnable, Output {

    private static final Duration POLL = Duration.ofMillis(10);

    private final Map<String, Object> kafka;
    private final PartitionFlights flights;
    private final EventWriter writer = new EventWriter();
    private final List<PromotionEvent> decided = new ArrayList<>();
    private final Thread thread = new Thread(this, "stand-in-engine");
    private volatile boolean asked;
    private volatile boolean closed;

    StandInEngine(String bootstrapServers, Policy policy) {
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
        this.flights = new PartitionFlights(0, policy, Bounds.DEFAULT, this);
        thread.start();
    }

    @Override
    public void run() {
        Map<String, Object> reading = new HashMap<>(kafka);
        reading.put("group.id", "decision-engine");
        reading.put("auto.offset.reset", "earliest");
        reading.put("enable.auto.commit", "false");
        // Whoever asks for ends waits behind a fetch that waits for records.
        reading.put("fetch.max.wait.ms", 5);
        Map<String, Object> writing = new HashMap<>(kafka);
        writing.put("transactional.id", "stand-in");
        // Each transaction's first try comes while the broker still ends the one before.
        writing.put("retry.backoff.ms", 5);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            consumer.subscribe(Topic.inputs().stream().map(Topic::topicName).toList());
            List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();
            while (!closed) {
                consumer.poll(POLL).forEach(waiting::add);
                if (asked && !consumer.assignment().isEmpty() && isAllRead(consumer)) {
                    asked = false;
                    takeIn(waiting, producer, consumer);
                    waiting.clear();
                }
            }
        }
    }

    /** All of an interval is there: it is to be taken in. */
    void ask() {
        asked = true;
    }

    private static boolean isAllRead(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return ends.keySet().stream().allMatch(partition -> consumer.position(partition) == ends.get(partition));
    }

    private void takeIn(
            List<ConsumerRecord<byte[], byte[]>> records,
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer) {
        Map<ConsumerRecord<byte[], byte[]>, InputEvent> events = new HashMap<>();
        records.forEach(record -> events.put(record, (InputEvent) EventReader.read(record.value())));
        List<String> order = Topic.inputs().stream().map(Topic::topicName).toList();
        records.sort(Comparator.comparing((ConsumerRecord<byte[], byte[]> record) ->
                        events.get(record).eventTime())
                .thenComparing(record -> order.indexOf(record.topic()))
                .thenComparing(ConsumerRecord::offset));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            flights.apply(events.get(record), record.topic(), record.offset(), null);
            offsets.merge(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1),
                    (a, b) -> a.offset() > b.offset() ? a : b);
        }
        flights.drain(changed -> {}, forgotten -> {});
        producer.beginTransaction();
        for (PromotionEvent decision : decided) {
            producer.send(new ProducerRecord<>(
                    Topic.PROMO_DECISIONS.topicName(),
                    decision.flightId().getBytes(StandardCharsets.UTF_8),
                    writer.write(decision)));
        }
        decided.clear();
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }

    @Override
    public void promotion(PromotionEvent event) {
        decided.add(event);
    }

    @Override
    public void metrics(FlightState flight, long at) {}

    @Override
    public void fate(InputEvent event, Fate fate) {}

    @Override
    public void refused(Arrived kept, Fate fate) {}
}
