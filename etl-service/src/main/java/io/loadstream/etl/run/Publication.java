package io.loadstream.etl.run;

import io.loadstream.etl.evaluate.PromotionEffects;
import io.loadstream.etl.gold.GoldLayer;
import jakarta.enterprise.context.ApplicationScoped;

/** What is made of a run that passed its critical checks. */
@ApplicationScoped
class Publication {

    private final PromotionEffects effects;
    private final GoldLayer gold;

    Publication(PromotionEffects effects, GoldLayer gold) {
        this.effects = effects;
        this.gold = gold;
    }

    /**
     * @param changed whether the run brought anything
     */
    void publish(long runId, boolean changed) {
        if (changed) {
            effects.estimate(runId);
        }
        gold.export();
    }
}
