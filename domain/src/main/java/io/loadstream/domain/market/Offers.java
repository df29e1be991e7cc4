package io.loadstream.domain.market;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The offers that the customers of one flight see. At most one for each fare class: a new one takes its place. */
final class Offers {

    private final RoutePlan route;
    private final List<Offer> live = new ArrayList<>(1);
    private int seen;

    /**
     * @param cents discounted price of a seat
     * @param from reaches those who come from then on, microseconds
     * @param until not valid from then on, microseconds
     * @param decisionId {@code null} when the decision had none
     */
    record Offer(int cabin, int fareClass, long cents, long from, long until, String decisionId) {

        /** Whether customers see it in the time after {@code at}, which is not before {@code from}. */
        boolean isSeenAfter(long at) {
            return at < until;
        }
    }

    Offers(RoutePlan route) {
        this.route = route;
    }

    /**
     * Takes an offer in; one for a bucket that the flight does not have reaches nobody.
     *
     * @param from reaches those who come from then on, microseconds
     */
    void add(PromotionTriggered promotion, long from) {
        for (int cabin = 0; cabin < route.cabins.length; cabin++) {
            int fareClass = route.cabins[cabin].indexOf(promotion.targetFareBucket());
            if (fareClass >= 0) {
                int sameCabin = cabin;
                remove(offer -> offer.cabin() == sameCabin && offer.fareClass() == fareClass, from);
                long full = route.cabins[cabin].cents[fareClass];
                long cents = Math.round(full * (1 - promotion.discountPercentage() / 100));
                long until = promotion.validUntil() == null ? Long.MAX_VALUE : Micros.of(promotion.validUntil());
                String id = promotion.explanation() == null
                        ? null
                        : promotion.explanation().decisionId();
                Offer offer = new Offer(cabin, fareClass, cents, from, until, id);
                live.add(offer);
                seen += offer.isSeenAfter(from) ? 1 : 0;
            }
        }
    }

    /** @param from it is gone for those who come from then on, microseconds */
    void end(PromotionEnded ended, long from) {
        remove(offer -> ended.decisionId().equals(offer.decisionId()), from);
    }

    /** The offer for a fare class at that time; {@code null} when there is none. */
    Offer of(int cabin, int fareClass, long at) {
        for (int i = 0; i < live.size(); i++) {
            Offer offer = live.get(i);
            if (offer.fareClass() == fareClass && offer.cabin() == cabin) {
                return at < offer.until() ? offer : null;
            }
        }
        return null;
    }

    /**
     * How many customers could see so far: not those that had ended or were over when they reached them, since they were
     * made and ended within one interval of reaction.
     */
    int seen() {
        return seen;
    }

    private void remove(Predicate<Offer> which, long at) {
        for (Offer offer : live) {
            if (which.test(offer) && offer.from() == at && offer.isSeenAfter(at)) {
                seen--;
            }
        }
        live.removeIf(which);
    }
}
