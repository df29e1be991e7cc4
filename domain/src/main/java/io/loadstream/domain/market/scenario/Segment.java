package io.loadstream.domain.market.scenario;

import java.util.List;
import java.util.Map;

/**
 * A kind of customers.
 *
 * <p>The defaults have the booking curves of PassengerSim's three-market network at its data collection points, 63, 56, 49,
 * 42, 35, 31, 28, 24, 21, 17, 14, 10, 7, 5, 3 and 1 days before departure: half of the business customers have come by 14
 * days, about half of the leisure customers by 35. Their FRAT5 curves were chosen so that demand for the cheapest class on sale
 * has the price elasticities of Gillen et al. for short haul, -0.7 for business and -1.5 for leisure, as IATA Economics
 * Briefing 9 quotes them.
 *
 * @param name such as {@code BUSINESS}
 * @param bookingCurve share of the demand that has come, by time before departure; rises and ends at 1. Where it begins
 *     before the sale, what it has until then comes within the sale too, in proportion
 * @param frat5 the multiple of the base fare that half of those who would pay the base fare would pay, by time before
 *     departure; above 1 (the "FRAT5" of Belobaba and Hopperstad)
 * @param partySizes share of parties of 1, 2, ... persons; sums to 1
 * @param cancels share of bookings that are taken back
 * @param noShows share of those booked at departure who do not come; the field speaks of about 5 %, up to 15 %, and the
 *     defaults rest on no study beyond that
 * @param premium share that wants the premium cabin
 * @param channels share of each sales channel; sums to 1
 * @param weekdays relative demand of the days on which bookings are made, Monday first
 * @param hours relative demand of the 24 hours of the day, UTC
 */
public record Segment(
        String name,
        Curve bookingCurve,
        Curve frat5,
        List<Double> partySizes,
        double cancels,
        double noShows,
        double premium,
        Map<String, Double> channels,
        List<Double> weekdays,
        List<Double> hours) {

    private static final double TOLERANCE = 1e-6;
    private static final int MAX_PARTY = 9;

    public Segment {
        Require.text("name", name);
        rising(bookingCurve);
        for (Curve.Point point : frat5.points()) {
            Require.that(point.value() > 1, "frat5", "must be above 1: " + point.value());
        }
        Require.that(partySizes.size() <= MAX_PARTY, "party_sizes", "must be at most " + MAX_PARTY + ": " + partySizes);
        sumsToOne("party_sizes", partySizes);
        Require.share("cancels", cancels);
        Require.share("no_shows", noShows);
        Require.share("premium", premium);
        channels.keySet().forEach(channel -> Require.text("channels", channel));
        sumsToOne("channels", channels.values());
        weights("weekdays", weekdays, 7);
        weights("hours", hours, 24);
        partySizes = List.copyOf(partySizes);
        weekdays = List.copyOf(weekdays);
        hours = List.copyOf(hours);
        channels = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(channels));
    }

    /** Mean persons of a party. */
    public double meanParty() {
        double mean = 0;
        for (int i = 0; i < partySizes.size(); i++) {
            mean += (i + 1) * partySizes.get(i);
        }
        return mean;
    }

    /** Share that the booking curve has before a sale of so many days opens; nothing before its first point. */
    public double cameBefore(double saleDays) {
        return saleDays > bookingCurve.points().getFirst().daysBefore() ? 0 : bookingCurve.at(saleDays);
    }

    private static void rising(Curve curve) {
        double before = 0;
        for (Curve.Point point : curve.points()) {
            Require.share("booking_curve", point.value());
            Require.that(
                    point.value() >= before, "booking_curve", "must not fall: " + point.value() + " after " + before);
            before = point.value();
        }
        Require.that(before == 1, "booking_curve", "must end at 1: " + before);
    }

    private static void sumsToOne(String field, Iterable<Double> shares) {
        double sum = 0;
        for (double share : shares) {
            Require.share(field, share);
            sum += share;
        }
        Require.that(Math.abs(sum - 1) < TOLERANCE, field, "must sum to 1: " + sum);
    }

    private static void weights(String field, List<Double> weights, int count) {
        Require.that(weights.size() == count, field, "must be " + count + " figures: " + weights.size());
        weights.forEach(weight -> Require.positive(field, weight));
    }
}
