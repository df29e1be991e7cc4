package io.loadstream.domain.market;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import java.util.ArrayList;
import java.util.List;

/** The offers that the customers of one flight see. At most one for each fare class: a new one takes its place. */
final class Offers {

    private final RoutePlan route;
    private final List<Offer> live = new ArrayList<>(1);
    private int seen;

    /**
     * @param cents discounted price of a seat
     * @param until not valid from then on, microseconds
     * @param decisionId {@code null} when the decision had none
     */
    record Offer(int cabin, int fareClass, long cents, long until, String decisionId) {}

    Offers(RoutePlan route) {
        this.route = route;
    }

    /** Takes an offer in; one for a bucket that the flight does not have reaches nobody. */
    void add(PromotionTriggered promotion) {
        for (int cabin = 0; cabin < route.cabins.length; cabin++) {
            int fareClass = route.cabins[cabin].indexOf(promotion.targetFareBucket());
            if (fareClass >= 0) {
                remove(cabin, fareClass);
                long full = route.cabins[cabin].cents[fareClass];
                long cents = Math.round(full * (1 - promotion.discountPercentage() / 100));
                long until = promotion.validUntil() == null ? Long.MAX_VALUE : Micros.of(promotion.validUntil());
                String id = promotion.explanation() == null
                        ? null
                        : promotion.explanation().decisionId();
                live.add(new Offer(cabin, fareClass, cents, until, id));
                seen++;
            }
        }
    }

    void end(PromotionEnded ended) {
        live.removeIf(offer -> ended.decisionId().equals(offer.decisionId()));
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

    /** How many customers have seen so far. */
    int seen() {
        return seen;
    }

    private void remove(int cabin, int fareClass) {
        live.removeIf(offer -> offer.cabin() == cabin && offer.fareClass() == fareClass);
    }
}
