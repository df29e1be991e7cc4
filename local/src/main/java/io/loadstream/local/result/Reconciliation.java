package io.loadstream.local.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares every hop with the one before it. */
final class Reconciliation {

    private Reconciliation() {}

    /** @param sent what the generator says that it sent, by topic; empty when somebody else produced */
    static List<Check> of(Map<String, Long> sent, TopicScan topics, LakeScan lake, WarehouseScan warehouse) {
        List<Check> checks = new ArrayList<>();
        sent.forEach((topic, count) -> {
            if (topics.topics().contains(topic)) {
                checks.add(Check.equal("generator -> " + topic, count, topics.records(topic)));
            }
        });
        for (String topic : topics.topics()) {
            checks.add(sameRecords(topic, topics.offsets(topic), lake.offsets(topic)));
        }
        for (String topic : lake.topics()) {
            if (!topics.topics().contains(topic)) {
                checks.add(Check.equal("no topic " + topic + " -> lake", 0, lake.rows(topic)));
            }
        }
        checks.add(Check.equal("bookings in the lake -> fact_booking", lake.bookings(), warehouse.distinctBookings()));
        checks.add(Check.equal(
                "their passengers -> rows of fact_booking", lake.passengers(), warehouse.rows("fact_booking")));
        checks.add(Check.equal("flights in the lake -> dim_flight", lake.flights(), warehouse.rows("dim_flight")));
        return checks;
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
