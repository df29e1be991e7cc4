package io.loadstream.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the pipeline as a broker must have them: nothing relies on automatic creation. */
public final class TopicPlan {

    /** The topics that carry events, all with the same number of partitions. */
    private static final List<String> PER_FLIGHT = List.of(
            "flight_lifecycle",
            "bookings",
            "seat_inventory",
            "inventory_metrics",
            "promo_decisions",
            "simulation_truth");

    private static final List<String> SERVICES =
            List.of("event-generator", "decision-engine", "lake-archiver", "etl-service");

    private static final short REPLICATION = 1;
    private static final Duration LEADERS_LIMIT = Duration.ofSeconds(20);
    private static final Duration LEADERS_POLL = Duration.ofMillis(50);

    private final List<NewTopic> topics;

    private TopicPlan(List<NewTopic> topics) {
        this.topics = List.copyOf(topics);
    }

    /**
     * All topics of the contract, the engine's compacted state and the dead letters.
     *
     * @param partitions of each topic that is keyed by flight, positive; dead letters have one
     */
    public static TopicPlan ofContract(int partitions) {
        if (partitions <= 0) {
            throw new IllegalArgumentException("partitions must be positive: " + partitions);
        }
        List<NewTopic> topics = new ArrayList<>();
        for (String topic : PER_FLIGHT) {
            topics.add(new NewTopic(topic, partitions, REPLICATION));
        }
        topics.add(new NewTopic("flight_state", partitions, REPLICATION).configs(Map.of("cleanup.policy", "compact")));
        for (String service : SERVICES) {
            topics.add(new NewTopic(service + ".dead_letters", 1, REPLICATION));
        }
        return new TopicPlan(topics);
    }

    /** One topic of {@code partitions}, positive. */
    public static TopicPlan of(String topic, int partitions) {
        return new TopicPlan(List.of(new NewTopic(topic, partitions, REPLICATION)));
    }

    /** Names of all its topics. */
    public List<String> names() {
        return topics.stream().map(NewTopic::name).toList();
    }

    /**
     * Creates those that do not exist yet, and waits until they take records.
     *
     * @throws PartFailedException when the broker refuses
     */
    public void createIn(Admin admin) {
        try {
            Set<String> missing = new HashSet<>(names());
            missing.removeAll(admin.listTopics().names().get());
            admin.createTopics(topics.stream()
                            .filter(topic -> missing.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
            awaitLeaders(admin);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new PartFailedException(
                        "topics cannot be created: " + e.getCause().getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while topics were created", e);
        }
    }

    /**
     * Every partition's leader answers. A topic exists before it can be written to, and a producer whose first batch is
     * refused by a partition that takes the second never gets past the hole in the sequence.
     */
    private void awaitLeaders(Admin admin) throws ExecutionException, InterruptedException {
        for (long deadline = System.nanoTime() + LEADERS_LIMIT.toNanos(); ; Thread.sleep(LEADERS_POLL)) {
            try {
                askLeaders(admin);
                return;
            } catch (ExecutionException e) {
                boolean notYet = e.getCause() instanceof RetriableException;
                if (!notYet || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private void askLeaders(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        admin.describeTopics(names())
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(info -> ends.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest())));
        admin.listOffsets(ends).all().get();
    }
}
