package io.loadstream.domain.event;

import java.util.List;
import java.util.Optional;

/**
 * The topics of the contract. All have the same number of partitions, so that one flight has one partition number
 * everywhere.
 */
public enum Topic {
    FLIGHT_LIFECYCLE("flight_lifecycle"),
    BOOKINGS("bookings"),
    SEAT_INVENTORY("seat_inventory"),
    INVENTORY_METRICS("inventory_metrics"),
    PROMO_DECISIONS("promo_decisions"),
    /** Of simulated runs only; nothing that decides reads it. */
    SIMULATION_TRUTH("simulation_truth");

    /** Partitions of each topic where nothing else is configured. */
    public static final int DEFAULT_PARTITIONS = 12;

    /** The engine's recoverable state: compacted, internal, never archived. */
    public static final String FLIGHT_STATE = "flight_state";

    private static final String DEAD_LETTERS = ".dead_letters";

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name on the broker, in the lake and in every document. */
    public String topicName() {
        return topicName;
    }

    /** What the engine reads, in the order in which events of one instant are applied. */
    public static List<Topic> inputs() {
        return List.of(FLIGHT_LIFECYCLE, SEAT_INVENTORY, BOOKINGS);
    }

    /** The topic of that name, if it is one of the contract's. */
    public static Optional<Topic> named(String topicName) {
        for (Topic topic : values()) {
            if (topic.topicName.equals(topicName)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }

    /** Where {@code service} puts records that it cannot take, as it received them, with the reason in the headers. */
    public static String deadLettersOf(String service) {
        return service + DEAD_LETTERS;
    }

    /** Whether the topic holds a service's dead letters. */
    public static boolean isDeadLetters(String topicName) {
        return topicName.endsWith(DEAD_LETTERS);
    }
}
