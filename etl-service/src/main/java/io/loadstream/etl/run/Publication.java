package io.loadstream.etl.run;

import io.loadstream.etl.evaluate.PromotionEffects;
import jakarta.enterprise.context.ApplicationScoped;

/** What is made of a run that passed its critical checks. */
@ApplicationScoped
class Publication {

    private final PromotionEffects effects;

    Publication(PromotionEffects effects) {
        this.effects = effects;
    }

    /**
     * @param changed whether the run brought anything
     */
    void publish(long runId, boolean changed) {
        if (changed) {
            effects.estimate(runId);
        }
    }
}
