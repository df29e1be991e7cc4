package io.loadstream.domain.event;

/** What the engine decided, and why. */
public sealed interface PromotionEvent extends Event permits PromotionTriggered, PromotionSuppressed, PromotionEnded {

    @Override
    default Topic topic() {
        return Topic.PROMO_DECISIONS;
    }
}
