package io.loadstream.engine.live;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a decision comes to in a word, by which metrics count and callers ask.
 *
 * @param outcome such as {@code triggered} or {@code suppressed_cooldown}
 * @param rule that fired; empty for the end of an offer
 */
public record Decided(String outcome, String rule) {

    private static final String TRIGGERED = "triggered";
    private static final String SUPPRESSED = "suppressed";
    private static final String ENDED = "ended";

    /** All there are; {@code suppressed} and {@code ended} stand for each of theirs. */
    public static final List<String> OUTCOMES = Stream.of(
                    Stream.of(TRIGGERED, SUPPRESSED, ENDED),
                    Arrays.stream(PromotionSuppressed.Reason.values()).map(reason -> with(SUPPRESSED, reason)),
                    Arrays.stream(PromotionEnded.Reason.values()).map(reason -> with(ENDED, reason)))
            .flatMap(names -> names)
            .toList();

    public static Decided of(PromotionEvent event) {
        return switch (event) {
            case PromotionTriggered triggered -> new Decided(TRIGGERED, triggered.rule());
            case PromotionSuppressed suppressed ->
                new Decided(with(SUPPRESSED, suppressed.reason()), suppressed.rule());
            case PromotionEnded ended -> new Decided(with(ENDED, ended.reason()), "");
        };
    }

    /** @param wanted one of {@link #OUTCOMES} */
    public boolean isOutcome(String wanted) {
        return outcome.equals(wanted) || outcome.startsWith(wanted + "_");
    }

    private static String with(String outcome, Enum<?> reason) {
        return outcome + "_" + reason.name().toLowerCase(Locale.ROOT);
    }
}
