package io.loadstream.domain.market;

/** What one flight has sold in one of the two worlds: the real one, or its twin without promotions. */
final class World {

    final CabinSales[] cabins;
    private int seats;
    private int noShows;
    private long cents;
    private int spilled;

    World(RoutePlan route) {
        cabins = new CabinSales[route.cabins.length];
        for (int i = 0; i < cabins.length; i++) {
            cabins[i] = new CabinSales(route.cabins[i]);
        }
    }

    private World(World other) {
        cabins = new CabinSales[other.cabins.length];
        for (int i = 0; i < cabins.length; i++) {
            cabins[i] = other.cabins[i].copy();
        }
        seats = other.seats;
        noShows = other.noShows;
        cents = other.cents;
        spilled = other.spilled;
    }

    World copy() {
        return new World(this);
    }

    void sell(int cabin, Purchase purchase, int party, boolean doesNotShow) {
        cabins[cabin].sell(purchase.fareClass(), party);
        seats += party;
        cents += party * purchase.cents();
        noShows += doesNotShow ? party : 0;
    }

    void takeBack(int cabin, Purchase purchase, int party, boolean doesNotShow) {
        cabins[cabin].takeBack(purchase.fareClass(), party);
        seats -= party;
        cents -= party * purchase.cents();
        noShows -= doesNotShow ? party : 0;
    }

    /** A customer who would pay is told that the cabin is full, if it has not so many seats left. */
    void turnAway(int cabin, int party) {
        if (cabins[cabin].available(0) < party) {
            spilled += party;
        }
    }

    /** Seats sold and not taken back. */
    int seats() {
        return seats;
    }

    /** Seats of those who come. */
    int boarded() {
        return seats - noShows;
    }

    /** Seats of customers who would have paid, when their cabin had not so many left. */
    int spilled() {
        return spilled;
    }

    /** Revenue of the bookings that stand. */
    long cents() {
        return cents;
    }
}
