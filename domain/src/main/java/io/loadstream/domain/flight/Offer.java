package io.loadstream.domain.flight;

/**
 * A promotion that is in force.
 *
 * @param decisionId of the decision that made it
 * @param rule that fired
 * @param bucket fare bucket that the discount applies to
 * @param discount percentage, above 0, at most 100
 * @param madeAt microseconds
 * @param validUntil microseconds
 * @param recoversAt load factor from which on the flight needs it no more
 */
public record Offer(
        String decisionId,
        String rule,
        String bucket,
        double discount,
        long madeAt,
        long validUntil,
        double recoversAt) {}
