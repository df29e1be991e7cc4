package io.loadstream.domain.flight;

/**
 * What a flight's promotions have been up to.
 *
 * <pre>
 *            make               end
 *   (none) --------> (in force) -----> (cooling down) --> as (none), by time alone
 *                     ^      |                 |
 *                     +------+                 | make, if the policy allows one
 *                     supersede                v
 *                                         (in force)
 * </pre>
 *
 * @param offer in force; {@code null} when none is
 * @param cooldownUntil microseconds; no new offer before, except in place of one in force
 * @param offers made so far
 * @param told one bit for each suppression already told since the last offer: rule number times {@link #REASONS} plus
 *     reason number
 * @param toldUnder revision of the policy that numbers the rules in {@code told}
 */
public record Promotion(Offer offer, long cooldownUntil, int offers, long told, String toldUnder) {

    /** Reasons that {@code told} has room for, for each of at most {@link #RULES} rules. */
    public static final int REASONS = 5;

    public static final int RULES = 12;

    public static final Promotion NONE = new Promotion(null, Long.MIN_VALUE, 0, 0, null);

    public Promotion make(Offer made) {
        return new Promotion(made, cooldownUntil, offers + 1, 0, null);
    }

    /** @param newCooldownUntil microseconds */
    public Promotion end(long newCooldownUntil) {
        return new Promotion(null, newCooldownUntil, offers, 0, null);
    }

    public boolean hasTold(int rule, int reason, String revision) {
        return revision.equals(toldUnder) && (told & bit(rule, reason)) != 0;
    }

    public Promotion tell(int rule, int reason, String revision) {
        long before = revision.equals(toldUnder) ? told : 0;
        return new Promotion(offer, cooldownUntil, offers, before | bit(rule, reason), revision);
    }

    private static long bit(int rule, int reason) {
        return 1L << rule * REASONS + reason;
    }
}
