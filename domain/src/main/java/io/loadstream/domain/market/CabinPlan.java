package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.FareClass;
import io.loadstream.domain.market.scenario.FareLadder;
import java.math.BigDecimal;
import java.util.List;

/** What a cabin of a route has to sell: fare classes dearest first, by index. Shared by all its flights. */
final class CabinPlan {

    private static final int SEATS_ABREAST_ECONOMY = 6;
    private static final int SEATS_ABREAST_PREMIUM = 4;

    private static final String[] LETTERS = {"A", "B", "C", "D", "E", "F"};

    final String code;
    final int seats;
    final int classes;
    final String[] buckets;
    /** Hundredths of the currency's unit; always whole units. */
    final long[] cents;

    final BigDecimal[] prices;
    /** Sold up to this long before departure, microseconds. */
    final long[] advanceMicros;
    /** Seats that the class and all cheaper ones may sell together. */
    final int[] limits;

    private final int firstRow;
    private final int abreast;

    /**
     * @param baseFare price of the route's cheapest class, in units of the currency
     * @param firstRow number of its first row of seats
     */
    CabinPlan(FareLadder ladder, int seats, double baseFare, boolean premium, int firstRow) {
        List<FareClass> fares = ladder.classes();
        this.code = ladder.cabin();
        this.seats = seats;
        this.classes = fares.size();
        this.buckets = new String[classes];
        this.cents = new long[classes];
        this.prices = new BigDecimal[classes];
        this.advanceMicros = new long[classes];
        this.limits = new int[classes];
        for (int i = 0; i < classes; i++) {
            FareClass fare = fares.get(i);
            long units = Math.max(1, Math.round(baseFare * fare.multiple()));
            buckets[i] = fare.bucket();
            cents[i] = units * 100;
            prices[i] = BigDecimal.valueOf(units);
            advanceMicros[i] = Micros.of(fare.advance());
            limits[i] = (int) Math.round(seats * fare.limit());
        }
        this.firstRow = firstRow;
        this.abreast = abreast(premium);
    }

    static int rows(int seats, boolean premium) {
        return (seats + abreast(premium) - 1) / abreast(premium);
    }

    /** The seat of that number, from 0; counts on from the front behind the last one. */
    String seatId(int index) {
        return rowOf(index) + LETTERS[index % seats % abreast];
    }

    int rowOf(int index) {
        return firstRow + index % seats / abreast;
    }

    char letterOf(int index) {
        return LETTERS[index % seats % abreast].charAt(0);
    }

    /** Index of a fare class; -1 when the cabin has none of that name. */
    int indexOf(String bucket) {
        for (int i = 0; i < classes; i++) {
            if (buckets[i].equals(bucket)) {
                return i;
            }
        }
        return -1;
    }

    /** Cents of the cheapest class whose advance purchase allows it; {@link Long#MAX_VALUE} when none does. */
    long lowestFare(long untilDeparture) {
        for (int i = classes - 1; i >= 0; i--) {
            if (untilDeparture >= advanceMicros[i]) {
                return cents[i];
            }
        }
        return Long.MAX_VALUE;
    }

    private static int abreast(boolean premium) {
        return premium ? SEATS_ABREAST_PREMIUM : SEATS_ABREAST_ECONOMY;
    }
}
