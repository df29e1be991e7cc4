package io.loadstream.local.result;

import io.loadstream.domain.event.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares every hop with the one before it. */
final class Reconciliation {

    /** An event that waits for its flight's schedule has a second fate when that comes. */
    private static final String KEPT = "kept";

    private final List<Check> checks = new ArrayList<>();

    private Reconciliation() {}

    static List<Check> of(Claims claims, TopicScan topics, LakeScan lake, WarehouseScan warehouse) {
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.generator(claims.sent(), topics);
        reconciliation.engine(claims.fates(), topics);
        reconciliation.lake(topics, lake);
        reconciliation.warehouse(lake, warehouse);
        return reconciliation.checks;
    }

    private void generator(Map<String, Long> sent, TopicScan topics) {
        sent.forEach((topic, count) -> {
            if (topics.topics().contains(topic)) {
                equal("generator -> " + topic, count, topics.records(topic));
            }
        });
    }

    private void engine(Map<String, Long> fates, TopicScan topics) {
        if (fates.isEmpty()) {
            return;
        }
        if (!fates.containsKey(KEPT)) {
            long inputs = Topic.inputs().stream()
                    .mapToLong(topic -> topics.records(topic.topicName()))
                    .sum();
            long judged = fates.values().stream().mapToLong(Long::longValue).sum();
            equal("input topics -> engine", inputs, judged + topics.unreadable());
        }
        long changes = fates.getOrDefault("counted", 0L)
                + fates.getOrDefault("overbooked", 0L)
                + fates.getOrDefault("returned", 0L);
        equal(
                "engine's changes of bookings -> inventory_metrics",
                changes,
                topics.records(Topic.INVENTORY_METRICS.topicName()));
    }

    private void lake(TopicScan topics, LakeScan lake) {
        for (String topic : topics.topics()) {
            checks.add(sameRecords(topic, topics.offsets(topic), lake.offsets(topic)));
        }
        for (String topic : lake.topics()) {
            if (!topics.topics().contains(topic)) {
                equal("no topic " + topic + " -> lake", 0, lake.rows(topic));
            }
        }
    }

    private void warehouse(LakeScan lake, WarehouseScan warehouse) {
        equal("bookings in the lake -> fact_booking", lake.bookings(), warehouse.distinctBookings());
        equal("their passengers -> rows of fact_booking", lake.passengers(), warehouse.rows("fact_booking"));
        equal("flights in the lake -> dim_flight", lake.flights(), warehouse.flights());
        equal(
                "metrics in the lake -> fact_inventory_metrics",
                lake.wellFormed(Topic.INVENTORY_METRICS.topicName()),
                warehouse.rows("fact_inventory_metrics"));
        equal(
                "decisions in the lake -> fact_promotion",
                lake.wellFormed(Topic.PROMO_DECISIONS.topicName()),
                warehouse.rows("fact_promotion"));
    }

    private void equal(String what, long expected, long actual) {
        checks.add(new Check(what, expected, actual, expected == actual));
    }

    private static Check sameRecords(String topic, Offsets inTopic, Offsets inLake) {
        boolean same = inTopic.sameAs(inLake) && inLake.duplicates() == 0;
        String what = topic + " -> lake";
        if (!same && inTopic.count() == inLake.count() + inLake.duplicates()) {
            what += " (other offsets)";
        }
        return new Check(what, inTopic.count(), inLake.count() + inLake.duplicates(), same);
    }
}
