package io.loadstream.generator.simulate;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.generator.publish.AlreadySent;
import io.loadstream.generator.publish.HeldPartition;
import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The topics and the engine's logic, without a broker between them. */
final class MemoryTopics {

    static final int PARTITIONS = 3;

    private static final List<String> INPUTS =
            Topic.inputs().stream().map(Topic::topicName).toList();

    private final Map<String, List<List<OutgoingEvent>>> topics = new TreeMap<>();
    private final List<List<PromotionEvent>> decisions = new ArrayList<>();
    private final List<PartitionFlights> engine = new ArrayList<>();
    /** Records of each partition of each topic that were flushed, and those that the engine has taken in. */
    private final Map<String, int[]> flushed = new HashMap<>();

    private final Map<String, int[]> takenIn = new HashMap<>();

    MemoryTopics(Policy policy) {
        for (Topic topic : Topic.values()) {
            topics.put(topic.topicName(), lists());
            flushed.put(topic.topicName(), new int[PARTITIONS]);
            takenIn.put(topic.topicName(), new int[PARTITIONS]);
        }
        decisions.addAll(lists());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            engine.add(
                    new PartitionFlights(partition, policy, Bounds.DEFAULT, new Decisions(decisions.get(partition))));
        }
    }

    static Partitions partitions() {
        Map<String, Integer> counts = new HashMap<>();
        for (Topic topic : Topic.values()) {
            counts.put(topic.topicName(), PARTITIONS);
        }
        return new Partitions(counts);
    }

    void send(OutgoingEvent event) {
        topics.get(event.topic()).get(partition(event.key())).add(event);
    }

    void flush() {
        topics.forEach((topic, partitions) ->
                flushed.put(topic, partitions.stream().mapToInt(List::size).toArray()));
    }

    /** Some of what was not flushed never came, the last of each partition. */
    void lose(RandomGenerator random) {
        topics.forEach((topic, partitions) -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                List<OutgoingEvent> records = partitions.get(partition);
                int safe = flushed.get(topic)[partition];
                records.subList(safe + random.nextInt(records.size() - safe + 1), records.size())
                        .clear();
            }
        });
    }

    /** The engine decides on all that is there, in the order of event time. */
    void takeIn() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<OutgoingEvent> arrived = new ArrayList<>();
            for (String topic : INPUTS) {
                List<OutgoingEvent> records = topics.get(topic).get(partition);
                arrived.addAll(records.subList(takenIn.get(topic)[partition], records.size()));
            }
            arrived.sort(Comparator.comparingLong(OutgoingEvent::timeMicros));
            for (OutgoingEvent event : arrived) {
                int offset = takenIn.get(event.topic())[partition]++;
                try {
                    InputEvent input = (InputEvent) EventReader.read(event.json());
                    engine.get(partition).apply(input, event.topic(), offset, null);
                } catch (InvalidEventException e) {
                    // Spoilt on purpose.
                }
            }
            engine.get(partition).drain(changed -> {}, forgotten -> {});
        }
    }

    /** What was decided, as customers see it in a run that follows {@code earlier}. */
    Loop loop(EarlierRun earlier) {
        return new Loop(new DecisionsSeen(earlier, ends()));
    }

    /** What has come by now, or never comes. */
    AlreadySent sent() {
        flush();
        Map<String, HeldPartition[]> held = new HashMap<>();
        topics.forEach((topic, partitions) ->
                held.put(topic, partitions.stream().map(MemoryTopics::held).toArray(HeldPartition[]::new)));
        return new AlreadySent(held);
    }

    long records() {
        return topics.values().stream()
                .flatMap(List::stream)
                .mapToLong(List::size)
                .sum();
    }

    int decided() {
        return decisions.stream().mapToInt(List::size).sum();
    }

    /** All records, each with what it tells of the decisions seen, by topic and partition. */
    Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new TreeMap<>();
        topics.forEach((topic, partitions) -> IntStream.range(0, PARTITIONS)
                .forEach(partition -> contents.put(
                        topic + '-' + partition,
                        partitions.get(partition).stream()
                                .map(event ->
                                        event.decisionsSeen() + " " + new String(event.json(), StandardCharsets.UTF_8))
                                .toList())));
        return contents;
    }

    private void requireFlushed() {
        topics.forEach((topic, partitions) -> {
            if (!Arrays.equals(
                    flushed.get(topic), partitions.stream().mapToInt(List::size).toArray())) {
                throw new IllegalStateException("the engine is awaited before all of " + topic + " has gone out");
            }
        });
    }

    private static HeldPartition held(List<OutgoingEvent> records) {
        HeldPartition held = new HeldPartition(records.size());
        held.readFrom(0);
        records.forEach(record -> held.read(record.json(), record.decisionsSeen()));
        return held;
    }

    private long[] ends() {
        return decisions.stream().mapToLong(List::size).toArray();
    }

    private static int partition(byte[] key) {
        return Partitions.ofKey(key, PARTITIONS);
    }

    private static <T> List<List<T>> lists() {
        List<List<T>> lists = new ArrayList<>();
        IntStream.range(0, PARTITIONS).forEach(i -> lists.add(new ArrayList<>()));
        return lists;
    }

    /** Reactions to what is decided here. */
    final class Loop implements Reactions {

        private final DecisionsSeen seen;
        private final int[] given = new int[PARTITIONS];

        private Loop(DecisionsSeen seen) {
            this.seen = seen;
            for (int partition = 0; partition < PARTITIONS; partition++) {
                given[partition] = (int) seen.of(partition);
            }
        }

        @Override
        public List<PromotionEvent> awaitDecisions(long until) {
            seen.moveOn(() -> {
                requireFlushed();
                takeIn();
                return ends();
            });
            List<PromotionEvent> decided = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int end = (int) seen.of(partition);
                decided.addAll(decisions.get(partition).subList(given[partition], end));
                given[partition] = end;
            }
            return decided;
        }

        long seenBy(byte[] key) {
            return seen.of(key);
        }
    }

    private record Decisions(List<PromotionEvent> decided) implements Output {

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
}
