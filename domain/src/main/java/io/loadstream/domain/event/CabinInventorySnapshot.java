package io.loadstream.domain.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What is for sale on a flight at one moment.
 *
 * @param timeToDepartureMinutes whole minutes, floor, never negative
 * @param currency ISO 4217, of every price in it
 */
public record CabinInventorySnapshot(
        Instant eventTime, String flightId, long timeToDepartureMinutes, String currency, List<Cabin> cabins)
        implements InputEvent {

    public CabinInventorySnapshot {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Check.notNegative("time_to_departure_minutes", timeToDepartureMinutes);
        Check.currency("currency", currency);
        cabins = Check.notEmpty("cabins", cabins);
        Check.distinct("cabins.cabin_code", cabins, Cabin::cabinCode);
    }

    @Override
    public Topic topic() {
        return Topic.SEAT_INVENTORY;
    }

    /** The buckets of one cabin, dearest first. */
    public record Cabin(String cabinCode, List<FareBucket> fareBuckets) {

        public Cabin {
            Check.text("cabin_code", cabinCode);
            fareBuckets = List.copyOf(Check.present("fare_buckets", fareBuckets));
            Check.distinct("fare_buckets.bucket", fareBuckets, FareBucket::bucket);
        }
    }

    /**
     * @param bucket booking class (RBD)
     * @param availableSeats seats that may still be sold in it, not negative; 0 means closed
     * @param price of one seat, not negative
     */
    public record FareBucket(String bucket, int availableSeats, BigDecimal price) {

        public FareBucket {
            Check.text("bucket", bucket);
            Check.notNegative("available_seats", availableSeats);
            price = Check.money("price", price);
        }
    }
}
