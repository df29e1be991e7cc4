package io.loadstream.engine.loop;

import io.loadstream.domain.event.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** The topics that must be there before the engine can start, with equally many partitions where flights have one. */
final class RequiredTopics {

    private static final List<String> KEYED_BY_FLIGHT = List.of(
            Topic.FLIGHT_LIFECYCLE.topicName(),
            Topic.SEAT_INVENTORY.topicName(),
            Topic.BOOKINGS.topicName(),
            Topic.INVENTORY_METRICS.topicName(),
            Topic.PROMO_DECISIONS.topicName(),
            Topic.FLIGHT_STATE);

    private static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;

    RequiredTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * The state's topic.
     *
     * @param id what tells it from one of the same name on another cluster, or before it was made anew
     * @param partitions how many it has, as all that are keyed by flight
     */
    record StateTopic(String id, int partitions) {}

    StateTopic stateTopic() {
        try {
            TopicDescription topic = admin.describeTopics(List.of(Topic.FLIGHT_STATE))
                    .topicNameValues()
                    .get(Topic.FLIGHT_STATE)
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new StateTopic(topic.topicId().toString(), topic.partitions().size());
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the topic " + Topic.FLIGHT_STATE + " cannot be described", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while describing " + Topic.FLIGHT_STATE, e);
        }
    }

    /** What keeps the engine from starting; {@code null} when nothing does. */
    String missing() throws InterruptedException {
        List<String> wanted = new ArrayList<>(KEYED_BY_FLIGHT);
        wanted.add(DeadLetters.TOPIC);
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(wanted).topicNameValues();
        List<String> missing = new ArrayList<>();
        Map<String, Integer> partitions = new TreeMap<>();
        for (String topic : wanted) {
            try {
                int count = described
                        .get(topic)
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .partitions()
                        .size();
                if (KEYED_BY_FLIGHT.contains(topic)) {
                    partitions.put(topic, count);
                }
            } catch (ExecutionException e) {
                missing.add(topic + " (" + e.getCause().getMessage() + ")");
            } catch (TimeoutException e) {
                return "the broker does not answer";
            }
        }
        if (!missing.isEmpty()) {
            return "topics are not there: " + String.join(", ", missing);
        }
        boolean equal = partitions.values().stream().distinct().count() == 1;
        return equal ? null : "topics must have equally many partitions: " + partitions;
    }
}
