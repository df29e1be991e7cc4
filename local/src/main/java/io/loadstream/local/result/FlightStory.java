package io.loadstream.local.result;

import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.FlightScheduled;
import java.util.Locale;

/** What became of one flight. Its figures are those of the latest events that were read. */
final class FlightStory {

    private static final int MINUTES = "2026-01-01T00:00".length();

    private final String flightId;
    private String route = "";
    private String departure = "";
    private int booked;
    private int seats;
    private double loadFactor;
    private long promotions;
    private String lastPromotion = "";

    FlightStory(String flightId) {
        this.flightId = flightId;
    }

    void scheduled(FlightScheduled schedule) {
        route = schedule.originAirport() + "-" + schedule.destinationAirport();
        departure = schedule.scheduledDepartureTime()
                .toString()
                .substring(0, MINUTES)
                .replace('T', ' ');
    }

    void measured(CabinInventoryMetrics metrics) {
        booked = metrics.bookedSeats();
        seats = metrics.totalSeats();
        loadFactor = metrics.loadFactor();
    }

    void promoted(String rule, double discountPercentage) {
        promotions++;
        lastPromotion = String.format(Locale.ROOT, "%.0f %%%s", discountPercentage, rule == null ? "" : " by " + rule);
    }

    String flightId() {
        return flightId;
    }

    String route() {
        return route;
    }

    String departure() {
        return departure;
    }

    int booked() {
        return booked;
    }

    int seats() {
        return seats;
    }

    double loadFactor() {
        return loadFactor;
    }

    long promotions() {
        return promotions;
    }

    String lastPromotion() {
        return lastPromotion;
    }
}
