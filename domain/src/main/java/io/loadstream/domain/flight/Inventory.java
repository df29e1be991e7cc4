package io.loadstream.domain.flight;

import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.CabinInventorySnapshot.Cabin;
import io.loadstream.domain.event.CabinInventorySnapshot.FareBucket;
import java.util.List;

/**
 * What was for sale when last seen.
 *
 * @param seenAt microseconds
 * @param currency of the prices
 */
public record Inventory(long seenAt, String currency, List<Cabin> cabins) {

    static Inventory of(CabinInventorySnapshot snapshot) {
        return new Inventory(Micros.of(snapshot.eventTime()), snapshot.currency(), snapshot.cabins());
    }

    /** Seats that may be sold in the bucket, in all cabins; -1 when it is not known. */
    public int available(String bucket) {
        int seats = -1;
        for (Cabin cabin : cabins) {
            for (FareBucket fare : cabin.fareBuckets()) {
                if (fare.bucket().equals(bucket)) {
                    seats = Math.max(seats, 0) + fare.availableSeats();
                }
            }
        }
        return seats;
    }

    /** The bucket with the lowest price that has seats; {@code null} when there is none. */
    public String cheapestOpen() {
        FareBucket cheapest = null;
        for (Cabin cabin : cabins) {
            for (FareBucket fare : cabin.fareBuckets()) {
                boolean open = fare.availableSeats() > 0;
                if (open && (cheapest == null || fare.price().compareTo(cheapest.price()) < 0)) {
                    cheapest = fare;
                }
            }
        }
        return cheapest == null ? null : cheapest.bucket();
    }
}
