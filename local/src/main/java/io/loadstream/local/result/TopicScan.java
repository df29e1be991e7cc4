package io.loadstream.local.result;

import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to where they end now, as any read_committed consumer would, and counts. */
public final class TopicScan {

    private static final byte[] NOTHING = {};
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    private final SortedMap<String, Offsets> topics = new TreeMap<>();
    private final SortedMap<String, Long> decisions = new TreeMap<>();
    private final Map<String, FlightStory> flights = new HashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long unreadable;

    private TopicScan() {}

    /**
     * @param names of the topics to be read
     * @throws IllegalStateException when the broker stops answering
     */
    public static TopicScan read(String bootstrapServers, List<String> names) {
        TopicScan scan = new TopicScan();
        names.forEach(name -> scan.topics.put(name, new Offsets()));
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = names.stream()
                    .flatMap(name -> consumer.partitionsFor(name).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            scan.readTo(consumer, consumer.endOffsets(partitions));
        }
        return scan;
    }

    private void readTo(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> remaining = new HashMap<>(ends);
        long lastProgress = System.nanoTime();
        while (true) {
            int before = remaining.size();
            remaining.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (remaining.isEmpty()) {
                return;
            }
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                // What is produced while we read is left to the next reader.
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    add(record);
                }
            }
            if (!records.isEmpty() || remaining.size() < before) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > STALL_LIMIT.toNanos()) {
                throw new IllegalStateException("the broker gave no records for " + STALL_LIMIT.toSeconds()
                        + " s, with these partitions not read to their end: " + remaining.keySet());
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        topics.get(record.topic()).add(record.partition(), record.offset());
        if (Topic.isDeadLetters(record.topic())) {
            deadLetters.add(DeadLetter.of(record.topic(), headersOf(record)));
        } else {
            Topic.named(record.topic()).ifPresent(topic -> read(topic, record.value()));
        }
    }

    private void read(Topic topic, byte[] value) {
        try {
            Event event = EventReader.read(value == null ? NOTHING : value);
            if (event.topic() == topic) {
                tell(event);
                return;
            }
        } catch (InvalidEventException bad) {
            // Counted below; why it is bad is its dead letter's business.
        }
        if (Topic.inputs().contains(topic)) {
            unreadable++;
        }
    }

    private void tell(Event event) {
        switch (event) {
            case FlightScheduled schedule -> flight(event).scheduled(schedule);
            case CabinInventoryMetrics metrics -> flight(event).measured(metrics);
            case PromotionTriggered promotion -> {
                flight(event).promoted(promotion.rule(), promotion.discountPercentage());
                count("triggered: " + (promotion.rule() == null ? "(no rule named)" : promotion.rule()));
            }
            case PromotionSuppressed suppressed -> count("suppressed: " + suppressed.reason());
            case PromotionEnded ended -> count("ended: " + ended.reason());
            default -> {
                // Only counted.
            }
        }
    }

    private FlightStory flight(Event event) {
        return flights.computeIfAbsent(event.flightId(), FlightStory::new);
    }

    private void count(String decision) {
        decisions.merge(decision, 1L, Long::sum);
    }

    private static Map<String, String> headersOf(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** Names of the topics that were read. */
    public Set<String> topics() {
        return topics.keySet();
    }

    /** Records in a topic, visible to a read_committed reader. */
    public long records(String topic) {
        return topics.get(topic).count();
    }

    /** Records in all topics that were read. */
    public long records() {
        return topics.values().stream().mapToLong(Offsets::count).sum();
    }

    Offsets offsets(String topic) {
        return topics.get(topic);
    }

    /** Decisions by kind and rule, or kind and reason. */
    public SortedMap<String, Long> decisions() {
        return decisions;
    }

    public List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Records of the engine's input topics that are no events of those topics. */
    public long unreadable() {
        return unreadable;
    }

    /** Every flight that was heard of. */
    List<FlightStory> flights() {
        return List.copyOf(flights.values());
    }
}
