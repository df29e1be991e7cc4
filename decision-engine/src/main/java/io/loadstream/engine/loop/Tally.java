package io.loadstream.engine.loop;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Fate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;

/** Counts of one transaction, published when it is committed and thrown away when it is not. */
final class Tally {

    /** What a counter of decisions is labelled with. */
    record Decided(String outcome, String rule) {}

    private static final Fate[] FATES = Fate.values();

    private final long[] fates = new long[FATES.length];
    private final Map<Decided, Long> decided = new HashMap<>();
    private long deadLetters;

    void fate(Fate fate) {
        fates[fate.ordinal()]++;
    }

    void deadLetter() {
        deadLetters++;
    }

    void promotion(PromotionEvent event) {
        Decided key = switch (event) {
            case PromotionTriggered triggered -> new Decided("triggered", triggered.rule());
            case PromotionSuppressed suppressed ->
                new Decided("suppressed_" + suppressed.reason().name().toLowerCase(Locale.ROOT), suppressed.rule());
            case PromotionEnded ended ->
                new Decided("ended_" + ended.reason().name().toLowerCase(Locale.ROOT), "");
        };
        decided.merge(key, 1L, Long::sum);
    }

    void clear() {
        Arrays.fill(fates, 0);
        decided.clear();
        deadLetters = 0;
    }

    void publish(ObjLongConsumer<Fate> onFate, BiConsumer<Decided, Long> onDecided) {
        for (int i = 0; i < fates.length; i++) {
            if (fates[i] > 0) {
                onFate.accept(FATES[i], fates[i]);
            }
        }
        decided.forEach(onDecided);
    }

    long deadLetters() {
        return deadLetters;
    }
}
