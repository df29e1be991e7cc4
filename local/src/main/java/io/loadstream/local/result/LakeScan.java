package io.loadstream.local.result;

import io.loadstream.domain.event.Topic;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Reads the whole lake, row by row from its files, and counts. */
public final class LakeScan {

    private final SortedMap<String, TopicInLake> topics = new TreeMap<>();
    private final SortedMap<String, Long> wellFormed = new TreeMap<>();
    private final Set<String> bookings = new HashSet<>();
    private final Set<String> passengers = new HashSet<>();
    private final Set<String> flights = new HashSet<>();

    private record TopicInLake(long objects, long bytes, Offsets offsets) {}

    private LakeScan() {}

    /** Reads all topics that the lake has. */
    public static LakeScan read(LakeStore store) {
        LakeScan scan = new LakeScan();
        LakeChains chains = new LakeChains(store);
        LakeIndex index = new LakeIndex(store);
        for (String topic : chains.topics().join()) {
            scan.read(store, topic, segmentsOf(chains, index, topic));
        }
        return scan;
    }

    /** Rows of all topics by the files' metadata: quick, to see whether it is worth the while to read them. */
    public static long rowsByMetadata(LakeStore store) {
        LakeChains chains = new LakeChains(store);
        LakeIndex index = new LakeIndex(store);
        long rows = 0;
        for (String topic : chains.topics().join()) {
            rows += segmentsOf(chains, index, topic).stream()
                    .mapToLong(Segment::rows)
                    .sum();
        }
        return rows;
    }

    private static List<Segment> segmentsOf(LakeChains chains, LakeIndex index, String topic) {
        // All at once: one after the other is most of the time that a small lake takes.
        List<CompletableFuture<List<Segment>>> walks = chains.chains(topic).join().stream()
                .map(chain -> index.segments(chain, 0))
                .toList();
        return walks.stream().flatMap(walk -> walk.join().stream()).toList();
    }

    private void read(LakeStore store, String topic, List<Segment> segments) {
        Offsets offsets = new Offsets();
        List<LakeObject> objects = segments.stream().map(Segment::object).toList();
        if (topic.equals(Topic.BOOKINGS.topicName())) {
            readBookings(store, objects, offsets);
        } else if (topic.equals(Topic.FLIGHT_LIFECYCLE.topicName())) {
            readFlights(store, objects, offsets);
        } else {
            readOthers(topic, store, objects, offsets);
        }
        long bytes = segments.stream().mapToLong(Segment::bytes).sum();
        topics.put(topic, new TopicInLake(segments.size(), bytes, offsets));
    }

    private void readOthers(String topic, LakeStore store, List<LakeObject> objects, Offsets offsets) {
        try (LakeRows rows = LakeRows.open(store, objects, "_partition", "_offset", "_error")) {
            while (rows.next()) {
                offsets.add(rows.intValue(0), rows.longValue(1));
                if (rows.isNull(2)) {
                    wellFormed.merge(topic, 1L, Long::sum);
                }
            }
        }
    }

    private void readBookings(LakeStore store, List<LakeObject> objects, Offsets offsets) {
        try (LakeRows rows = LakeRows.open(
                store, objects, "_partition", "_offset", "event_type", "booking_id", "passengers", "_error")) {
            while (rows.next()) {
                offsets.add(rows.intValue(0), rows.longValue(1));
                if (rows.isNull(5) && "BookingCreated".equals(rows.text(2))) {
                    String booking = rows.text(3);
                    bookings.add(booking);
                    rows.structs(4)
                            .forEach(passenger -> passengers.add(booking + " " + passenger.getString("passenger_id")));
                }
            }
        }
    }

    private void readFlights(LakeStore store, List<LakeObject> objects, Offsets offsets) {
        try (LakeRows rows =
                LakeRows.open(store, objects, "_partition", "_offset", "event_type", "flight_id", "_error")) {
            while (rows.next()) {
                offsets.add(rows.intValue(0), rows.longValue(1));
                if (rows.isNull(4) && "FlightScheduled".equals(rows.text(2))) {
                    flights.add(rows.text(3));
                }
            }
        }
    }

    /** Names of the topics that the lake holds. */
    public Set<String> topics() {
        return topics.keySet();
    }

    /** Rows of a topic; 0 when the lake does not have it. */
    public long rows(String topic) {
        return offsets(topic).count();
    }

    public long objects(String topic) {
        return topics.containsKey(topic) ? topics.get(topic).objects() : 0;
    }

    public long bytes(String topic) {
        return topics.containsKey(topic) ? topics.get(topic).bytes() : 0;
    }

    Offsets offsets(String topic) {
        return topics.containsKey(topic) ? topics.get(topic).offsets() : new Offsets();
    }

    /** Rows of a topic that the archiver could read as events; not told for bookings and flights. */
    public long wellFormed(String topic) {
        return wellFormed.getOrDefault(topic, 0L);
    }

    /** Different bookings that were created. */
    public long bookings() {
        return bookings.size();
    }

    /** Different pairs of booking and passenger that were created. */
    public long passengers() {
        return passengers.size();
    }

    /** Different flights that were scheduled. */
    public long flights() {
        return flights.size();
    }
}
