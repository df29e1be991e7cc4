package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.ScenarioReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffersTest {

    private static final Instant MADE = Instant.parse("2026-03-01T10:00:00Z");
    private static final long REACHES = Micros.of(MADE.plus(Duration.ofHours(14)));

    private final Offers offers =
            new Offers(Schedule.of(ScenarioReader.preset("small")).flight(0).route());

    @Test
    void anOfferIsSeenByWhoeverComesBeforeItIsOver() {
        // When
        offers.add(offer("one", "K", Duration.ofDays(2)), REACHES);

        // Then
        assertThat(offers.seen()).isEqualTo(1);
    }

    @Test
    void anOfferThatIsOverWhenItReachesCustomersIsNotSeen() {
        // When
        offers.add(offer("one", "K", Duration.ofHours(14)), REACHES);

        // Then
        assertThat(offers.seen()).isZero();
    }

    @Test
    void anOfferThatEndsBeforeItReachesCustomersIsNotSeenAndOneThatEndsLaterIs() {
        // Given
        offers.add(offer("one", "K", Duration.ofDays(2)), REACHES);
        offers.add(offer("two", "Q", Duration.ofDays(2)), REACHES);

        // When
        offers.end(ended("one"), REACHES);
        offers.end(ended("two"), REACHES + Micros.PER_DAY);

        // Then
        assertThat(offers.seen()).isEqualTo(1);
    }

    @Test
    void ofTwoOffersForOneClassThatReachCustomersTogetherOneIsSeen() {
        // When
        offers.add(offer("one", "K", Duration.ofDays(2)), REACHES);
        offers.add(offer("two", "K", Duration.ofDays(2)), REACHES);

        // Then
        assertThat(offers.seen()).isEqualTo(1);
    }

    private static PromotionTriggered offer(String decision, String bucket, Duration valid) {
        Explanation why = new Explanation(
                decision,
                "revision",
                new Explanation.Inputs(1, 180, 0.1, 9_000, null),
                List.of(),
                Explanation.Arm.TREATED,
                null,
                null);
        return new PromotionTriggered(
                MADE, "LS100_2026-03-16", "test", 0.1, 9_000, bucket, 25, "all", MADE.plus(valid), why);
    }

    private static PromotionEnded ended(String decision) {
        return new PromotionEnded(MADE, "LS100_2026-03-16", decision, PromotionEnded.Reason.RECOVERED);
    }
}
