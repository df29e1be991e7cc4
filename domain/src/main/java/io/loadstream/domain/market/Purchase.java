package io.loadstream.domain.market;

import io.loadstream.domain.market.Offers.Offer;

/**
 * What a customer buys in one world.
 *
 * @param cents price of a seat
 * @param offer that made the price; {@code null} for the full fare
 */
record Purchase(int fareClass, long cents, Offer offer) {

    /** The decision that made the price; {@code null} for the full fare. */
    String promotionId() {
        return offer == null ? null : offer.decisionId();
    }

    /**
     * The cheapest open fare class, if the customer would pay its price; otherwise nothing. An offer opens its class
     * beyond its advance purchase, as long as seats are left in it.
     *
     * @param offers {@code null} in the world without promotions
     * @param willingness cents that the customer would pay for a seat
     * @param untilDeparture microseconds
     * @return {@code null} when the customer does not buy
     */
    static Purchase choose(
            CabinPlan plan,
            int cabin,
            CabinSales sales,
            Offers offers,
            int seats,
            double willingness,
            long at,
            long untilDeparture) {
        int best = -1;
        long bestCents = Long.MAX_VALUE;
        Offer bestOffer = null;
        for (int i = plan.classes - 1; i >= 0; i--) {
            Offer offer = offers == null ? null : offers.of(cabin, i, at);
            if (offer == null && (untilDeparture < plan.advanceMicros[i] || best >= 0)) {
                continue;
            }
            long cents = offer == null ? plan.cents[i] : offer.cents();
            if (cents < bestCents && sales.available(i) >= seats) {
                best = i;
                bestCents = cents;
                bestOffer = offer;
            }
        }
        return best >= 0 && bestCents <= willingness ? new Purchase(best, bestCents, bestOffer) : null;
    }
}
