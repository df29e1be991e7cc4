package io.loadstream.local.chaos.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One flight as the checker sees it: maps and fields, nothing clever. Times are microseconds. */
final class PlainFlight {

    static final long NEVER = Long.MAX_VALUE;
    static final long MINUTE = 60_000_000L;
    static final long DAY = 24 * 60 * MINUTE;

    final String id;
    boolean scheduled;
    long statedAt;
    JsonNode stated;
    long departure;
    int seats;
    String closedAs;
    long closedAt = NEVER;
    long asOf = Long.MIN_VALUE;

    final Map<String, Sold> bookings = new HashMap<>();
    final Set<String> cancelled = new HashSet<>();
    int booked;
    BigDecimal revenue;
    double velocity;

    long inventoryAt = Long.MIN_VALUE;
    Map<String, Integer> available;
    Map<String, BigDecimal> fares;

    PlainPolicy.Band offer;
    String offerId;
    long offerUntil;
    long cooldownUntil = Long.MIN_VALUE;
    int offers;
    final Set<String> told = new HashSet<>();

    long due = NEVER;

    record Sold(int seats, BigDecimal price) {}

    PlainFlight(String id) {
        this.id = id;
    }

    void advance(long at) {
        if (at > asOf) {
            if (asOf != Long.MIN_VALUE) {
                velocity *= Math.pow(2, -(double) (at - asOf) / DAY);
            }
            asOf = at;
        }
    }

    double loadFactor() {
        return new BigDecimal(booked)
                .divide(new BigDecimal(seats), 3, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** Seats a day at that moment, which is not before the last one. */
    double velocity(long at) {
        return at > asOf ? velocity * Math.pow(2, -(double) (at - asOf) / DAY) : velocity;
    }

    long minutes(long at) {
        return Math.max(0, Math.floorDiv(departure - at, MINUTE));
    }

    String cheapestOpen() {
        String cheapest = null;
        for (String bucket : List.of("Y", "M", "K", "FLEX")) {
            boolean open = available != null && available.getOrDefault(bucket, 0) > 0;
            if (open && (cheapest == null || fares.get(bucket).compareTo(fares.get(cheapest)) < 0)) {
                cheapest = bucket;
            }
        }
        return cheapest;
    }
}
