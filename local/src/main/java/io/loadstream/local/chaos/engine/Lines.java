package io.loadstream.local.chaos.engine;

import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.math.BigDecimal;

/** Records as lines to compare: what the checker expects and what the engines wrote, in one form. */
final class Lines {

    private Lines() {}

    static String metrics(
            long at, String flight, int booked, int seats, double loadFactor, long minutes, BigDecimal revenue) {
        return at + " " + flight + " " + booked + "/" + seats + " " + loadFactor + " " + minutes + " "
                + (revenue == null ? "-" : revenue.stripTrailingZeros().toPlainString());
    }

    static String ended(long at, String flight, String reason) {
        return at + " " + flight + " ended " + reason;
    }

    static String suppressed(
            long at, String flight, String rule, String reason, int booked, int seats, long minutes, String source) {
        return at + " " + flight + " suppressed " + rule + " " + reason + " " + booked + "/" + seats + " " + minutes
                + " by " + source;
    }

    static String triggered(
            long at,
            String flight,
            String rule,
            double discount,
            String bucket,
            long until,
            int booked,
            int seats,
            long minutes,
            String source) {
        return at + " " + flight + " triggered " + rule + " " + discount + " " + bucket + " until " + until + " "
                + booked + "/" + seats + " " + minutes + " by " + source;
    }

    static String of(Event event) {
        long at = PlainPartition.micros(event.eventTime());
        return switch (event) {
            case CabinInventoryMetrics m ->
                metrics(
                        at,
                        m.flightId(),
                        m.bookedSeats(),
                        m.totalSeats(),
                        m.loadFactor(),
                        m.minutesToDeparture(),
                        m.revenue());
            case PromotionEnded e -> ended(at, e.flightId(), e.reason().name());
            case PromotionSuppressed s -> {
                Explanation.Inputs in = s.explanation().inputs();
                yield suppressed(
                        at,
                        s.flightId(),
                        s.rule(),
                        s.reason().name(),
                        in.bookedSeats(),
                        in.totalSeats(),
                        in.minutesToDeparture(),
                        source(s.explanation()));
            }
            case PromotionTriggered t -> {
                Explanation.Inputs in = t.explanation().inputs();
                yield triggered(
                        at,
                        t.flightId(),
                        t.rule(),
                        t.discountPercentage(),
                        t.targetFareBucket(),
                        PlainPartition.micros(t.validUntil()),
                        in.bookedSeats(),
                        in.totalSeats(),
                        in.minutesToDeparture(),
                        source(t.explanation()));
            }
            default -> throw new IllegalStateException("not an output: " + event);
        };
    }

    private static String source(Explanation explanation) {
        Explanation.Cause cause = explanation.causedBy();
        return cause == null ? null : cause.topic() + "-" + cause.partition() + "@" + cause.offset();
    }
}
