package io.loadstream.engine.readmodel;

import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Explanation.Arm;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Inventory;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.flight.Offer;
import io.loadstream.domain.flight.Promotion;
import io.loadstream.domain.flight.Schedule;
import io.loadstream.domain.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A flight as the last transaction left it; what needs its schedule is absent until that is known.
 *
 * @param asOf event time of the last that happened to it
 * @param eventTime that its partition has reached: what passes with time, such as minutes and velocity, is as of then
 */
public record FlightView(
        String flightId,
        String phase,
        Instant asOf,
        Instant eventTime,
        String airlineCode,
        String originAirport,
        String destinationAirport,
        Instant scheduledDepartureTime,
        Instant scheduledArrivalTime,
        String aircraftType,
        Integer totalSeats,
        int bookedSeats,
        Double loadFactor,
        Long minutesToDeparture,
        double bookingVelocityPerDay,
        BigDecimal revenue,
        String currency,
        Map<String, Integer> bookedByBucket,
        List<CabinInventorySnapshot.Cabin> inventory,
        Instant inventorySeenAt,
        OfferView promotion,
        Instant cooldownUntil,
        int offers,
        int waitingBookings,
        Arm arm) {

    public record OfferView(
            String decisionId,
            String rule,
            String targetFareBucket,
            double discountPercentage,
            Instant madeAt,
            Instant validUntil) {

        static OfferView of(Offer offer) {
            return new OfferView(
                    offer.decisionId(),
                    offer.rule(),
                    offer.bucket(),
                    offer.discount(),
                    Micros.toInstant(offer.madeAt()),
                    time(offer.validUntil()));
        }
    }

    /** @param partitionTime event time, microseconds */
    public static FlightView of(FlightState flight, Policy policy, long partitionTime) {
        long at = Math.max(partitionTime, flight.asOf());
        Schedule schedule = flight.schedule();
        boolean known = schedule != null;
        Inventory inventory = flight.inventory();
        Promotion promotion = flight.promotion();
        return new FlightView(
                flight.flightId(),
                flight.phase().name(),
                time(flight.asOf()),
                time(at),
                known ? schedule.airlineCode() : null,
                known ? schedule.originAirport() : null,
                known ? schedule.destinationAirport() : null,
                known ? Micros.toInstant(schedule.departure()) : null,
                known ? Micros.toInstant(schedule.arrival()) : null,
                known ? schedule.aircraftType() : null,
                known ? schedule.totalSeats() : null,
                flight.bookedSeats(),
                known ? flight.loadFactor() : null,
                known ? flight.minutesToDeparture(at) : null,
                flight.velocityPerDay(at),
                flight.revenue(),
                flight.currency(),
                flight.bookedByBucket(),
                inventory == null ? null : inventory.cabins(),
                inventory == null ? null : Micros.toInstant(inventory.seenAt()),
                promotion.offer() == null ? null : OfferView.of(promotion.offer()),
                time(promotion.cooldownUntil()),
                promotion.offers(),
                flight.keptCount(),
                policy.arm(flight.flightId()));
    }

    private static Instant time(long micros) {
        return micros == Long.MIN_VALUE || micros == Long.MAX_VALUE ? null : Micros.toInstant(micros);
    }
}
