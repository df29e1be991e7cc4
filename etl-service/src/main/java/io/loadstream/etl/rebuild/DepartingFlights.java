package io.loadstream.etl.rebuild;

import io.loadstream.domain.event.Topic;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The flights of some dates: those of which any schedule, ever told, departs then. By the lake, for the warehouse may have
 * lost a flight, and by the warehouse, for it may have one that was never told.
 */
@ApplicationScoped
public class DepartingFlights {

    /** Flights that are rebuilt at once: their ids, about 100 bytes each, are held in memory. */
    static final int MOST = 500_000;

    private static final String KNOWN = SqlText.of("rebuild/departing_flights");

    private final Warehouse warehouse;
    private final LakeStore store;
    private final LakeChains chains;

    DepartingFlights(Warehouse warehouse, LakeStore store, LakeChains chains) {
        this.warehouse = warehouse;
        this.store = store;
        this.chains = chains;
    }

    /**
     * @throws IllegalStateException when these are more than {@link #MOST}
     */
    public Set<String> of(DepartureDates dates) {
        Set<String> flights = new HashSet<>();
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            addKnown(transaction, dates, flights);
            return flights;
        });
        for (Chain chain : chains.chains(Topic.FLIGHT_LIFECYCLE.topicName()).join()) {
            addTold(chain, dates, flights);
        }
        return Set.copyOf(flights);
    }

    private static void addKnown(WarehouseTransaction transaction, DepartureDates dates, Set<String> flights) {
        transaction.readAll(KNOWN, read -> add(read.row().getString(0), dates, flights), dates.from(), dates.to());
    }

    private void addTold(Chain chain, DepartureDates dates, Set<String> flights) {
        List<LakeObject> objects = new LakeIndex(store)
                .segments(chain, 0).join().stream().map(Segment::object).toList();
        try (LakeRows rows = LakeRows.open(store, objects, "flight_id", "scheduled_departure_time")) {
            while (rows.next()) {
                String flight = rows.text(0);
                Instant departure = rows.time(1);
                // A record whose id the database cannot hold is a rejected one.
                if (departure != null
                        && dates.contain(departure.atOffset(ZoneOffset.UTC).toLocalDate())
                        && flight != null
                        && flight.indexOf('\0') < 0) {
                    add(flight, dates, flights);
                }
            }
        }
    }

    private static void add(String flight, DepartureDates dates, Set<String> flights) {
        if (flights.add(flight) && flights.size() > MOST) {
            throw new IllegalStateException("more than " + MOST + " flights depart on " + dates
                    + ", too many to rebuild at once: take fewer dates, or rebuild everything");
        }
    }
}
