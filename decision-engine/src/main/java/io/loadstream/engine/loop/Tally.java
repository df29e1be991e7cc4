package io.loadstream.engine.loop;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Fate;
import io.loadstream.engine.live.Decided;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;

/** Counts of one transaction, published when it is committed and thrown away when it is not. */
final class Tally {

    private static final Fate[] FATES = Fate.values();

    private final long[] fates = new long[FATES.length];
    private final Map<Decided, Long> decided = new HashMap<>();
    private long deadLetters;
    private long jumps;
    private long[] causes = new long[64];
    private int caused;

    void fate(Fate fate) {
        fates[fate.ordinal()]++;
    }

    void deadLetter() {
        deadLetters++;
    }

    void jump() {
        jumps++;
    }

    /** @param causeProduced wall clock, epoch milliseconds, at which the record that caused it was produced */
    void promotion(PromotionEvent event, long causeProduced) {
        if (!(event instanceof PromotionEnded)) {
            if (caused == causes.length) {
                causes = Arrays.copyOf(causes, caused * 2);
            }
            causes[caused++] = causeProduced;
        }
        decided.merge(Decided.of(event), 1L, Long::sum);
    }

    void clear() {
        Arrays.fill(fates, 0);
        decided.clear();
        deadLetters = 0;
        jumps = 0;
        caused = 0;
    }

    /** When the causes of the decisions were produced, as {@link #promotion} was told. */
    void forEachCause(LongConsumer action) {
        for (int i = 0; i < caused; i++) {
            action.accept(causes[i]);
        }
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

    /** Events whose time lay too far from their partition's for both to be believed. */
    long jumps() {
        return jumps;
    }
}
