package io.loadstream.domain.flight;

/** What a flight has no more room for; past it an event is {@link Fate#OVER_LIMIT}. */
public enum Limit {
    KEPT(KeptBookings.MAX + " bookings that wait for its schedule"),
    KEPT_BYTES(KeptBookings.MAX_BYTES + " bytes of bookings that wait for its schedule"),
    BOOKINGS(BookingLedger.MAX_ENTRIES + " bookings"),
    SEATS(BookingLedger.MAX_SEATS + " seats of one booking"),
    FARE_BUCKETS(FareBuckets.MAX_NAMES + " names of fare buckets, beside single letters"),
    REVENUE("the revenue that the warehouse can hold"),
    INVENTORY(Inventory.MAX_BYTES + " bytes of inventory"),
    SCHEDULE(Schedule.MAX_BYTES + " bytes of cabins");

    private final String says;

    Limit(String says) {
        this.says = says;
    }

    /** How much there is room for, for a person to read. */
    public String says() {
        return says;
    }
}
