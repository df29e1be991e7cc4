package io.loadstream.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.event.Explanation.Arm;
import io.loadstream.domain.event.Explanation.Consideration;
import io.loadstream.domain.event.Explanation.Inputs;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed.Reason;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.flight.Offer;
import io.loadstream.domain.flight.Promotion;
import io.loadstream.domain.flight.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @Test
    void iteration1GivesTheDiscountOfThePredecessorForEveryInput() {
        Policy policy = Policies.iteration1();
        for (long minutes = 0; minutes <= 100; minutes++) {
            for (int booked = 0; booked <= 1_100; booked++) {
                double loadFactor = booked / 1000.0;
                double expected = minutes < 45 && loadFactor < 0.80 ? 25 : minutes < 90 && loadFactor < 0.70 ? 10 : 0;
                int fired = policy.firing(new Inputs(booked, 1000, loadFactor, minutes, null));
                assertThat(fired < 0 ? 0 : policy.rule(fired).discount()).isEqualTo(expected);
            }
        }
    }

    @Test
    void everyRuleSaysWhyItFiredOrDidNot() {
        List<Consideration> considered = Policies.iteration1().consider(new Inputs(130, 180, 0.722, 30, null));

        assertThat(considered)
                .containsExactly(
                        new Consideration("last-90-minutes", false, "load_factor 0.722 >= 0.7"),
                        new Consideration(
                                "last-45-minutes", true, "minutes_to_departure 30 < 45 and load_factor 0.722 < 0.8"));
    }

    @Test
    void aRuleThatALaterOneOverrulesSaysSo() {
        List<Consideration> considered = Policies.iteration1().consider(new Inputs(90, 180, 0.5, 30, null));

        assertThat(considered.getFirst().fired()).isFalse();
        assertThat(considered.getFirst().reason()).endsWith("overruled by last-45-minutes");
    }

    @Test
    void anEmptyFlightGetsAnOfferInItsBand() {
        assertThat(decide(flight(10), days(20))).isEqualTo(new Outcome.Make(0, "K", false));
        assertThat(decide(flight(10), days(29))).isEqualTo(Outcome.NOTHING);
        assertThat(decide(flight(30), days(20))).isEqualTo(Outcome.NOTHING);
    }

    @Test
    void anOfferInForceIsNotMadeAgainButABetterOneTakesItsPlace() {
        FlightState flight = flight(10);
        flight.promotion(Promotion.NONE.make(offer("28-days", 5, days(6), 0.35)));

        assertThat(decide(flight, days(8))).isEqualTo(Outcome.NOTHING);
        assertThat(decide(flight, days(6.9))).isEqualTo(new Outcome.Make(1, "K", true));
    }

    @Test
    void anOfferOfAnotherRuleThatIsNoBetterIsWithheldAndToldOnce() {
        FlightState flight = flight(10);
        flight.promotion(Promotion.NONE.make(offer("another", 15, days(1), 0.6)));

        assertThat(decide(flight, days(6))).isEqualTo(new Outcome.Suppress(1, Reason.ACTIVE));
        flight.promotion(flight.promotion().tell(1, Reason.ACTIVE.ordinal(), policy.revision()));
        assertThat(decide(flight, days(6))).isEqualTo(Outcome.NOTHING);
    }

    @Test
    void anOfferEndsWhenItsTimeIsUp() {
        FlightState flight = flight(10);
        flight.promotion(Promotion.NONE.make(offer("28-days", 5, days(20), 0.35)));

        assertThat(decide(flight, days(20))).isEqualTo(new Outcome.End(PromotionEnded.Reason.EXPIRED));
    }

    @Test
    void anOfferEndsOnlyWellAboveItsThreshold() {
        FlightState flight = flight(34);
        flight.promotion(Promotion.NONE.make(offer("28-days", 5, days(10), 0.35)));
        assertThat(decide(flight, days(20))).isEqualTo(Outcome.NOTHING);

        flight.apply(Sample.booked("more", Sample.day(40), 1));
        assertThat(decide(flight, days(20))).isEqualTo(new Outcome.End(PromotionEnded.Reason.RECOVERED));
    }

    @Test
    void anOfferEndsAtTheVeryLoadFactorThatThresholdAndHysteresisAddUpTo() {
        for (int threshold = 1; threshold <= 2_000; threshold++) {
            Rule rule = new Rule("r", 1440, 0, threshold / 1000.0, null, null, 5, new Target.CheapestOpen());
            assertThat(policy.recoversAt(rule)).isEqualTo((threshold + 50) / 1000.0);
        }
    }

    @Test
    void nothingIsOfferedWhileTheLastOneCoolsDown() {
        FlightState flight = flight(10);
        flight.promotion(Promotion.NONE.end(days(15)));

        assertThat(decide(flight, days(16))).isEqualTo(new Outcome.Suppress(0, Reason.COOLDOWN));
        assertThat(decide(flight, days(15))).isEqualTo(new Outcome.Make(0, "K", false));
    }

    @Test
    void aFlightHasNoMoreOffersThanAllowed() {
        FlightState flight = flight(10);
        flight.promotion(new Promotion(null, Long.MIN_VALUE, 3, 0, null));

        assertThat(decide(flight, days(20))).isEqualTo(new Outcome.Suppress(0, Reason.LIMIT));
    }

    @Test
    void aSoldOutBucketIsNotOffered() {
        FlightState flight = flight(10);
        flight.apply(Sample.inventory(Sample.day(30), "K", 0));

        assertThat(decide(flight, days(20))).isEqualTo(new Outcome.Suppress(0, Reason.SOLD_OUT));
    }

    @Test
    void theCheapestOpenBucketIsFoundInTheInventory() {
        FlightState flight = flight(10);
        flight.apply(Sample.inventory(Sample.day(30), "M", 4));
        Policy cheapest = Policies.inDays(0, new Target.CheapestOpen());

        assertThat(cheapest.decide(flight, days(20))).isEqualTo(new Outcome.Make(0, "M", false));
    }

    @Test
    void aHeldOutFlightIsToldAndGetsNothing() {
        Policy allHeldOut = Policies.inDays(0.999999, new Target.Named("K"));

        assertThat(allHeldOut.arm(Sample.FLIGHT)).isEqualTo(Arm.HOLDOUT);
        assertThat(allHeldOut.decide(flight(10), days(20))).isEqualTo(new Outcome.Suppress(0, Reason.HOLDOUT));
    }

    @Test
    void theHoldoutHasItsShareAndDoesNotDependOnTheRest() {
        Policy policy = Policies.inDays(0.10, new Target.Named("K"));
        Policy other = Policies.inDays(0.10, new Target.CheapestOpen());
        int heldOut = 0;
        for (int i = 0; i < 100_000; i++) {
            assertThat(policy.arm("F" + i)).isEqualTo(other.arm("F" + i));
            heldOut += policy.arm("F" + i) == Arm.HOLDOUT ? 1 : 0;
        }
        assertThat(heldOut / 100_000.0).isCloseTo(0.10, within(0.005));
    }

    @Test
    void aDepartureEndsTheOffer() {
        FlightState flight = flight(10);
        flight.promotion(Promotion.NONE.make(offer("28-days", 5, days(0), 0.35)));
        flight.apply(Sample.departed(Sample.DEPARTURE));

        assertThat(decide(flight, days(0))).isEqualTo(new Outcome.End(PromotionEnded.Reason.DEPARTED));
    }

    @Test
    void theNextLookIsTheFirstInstantOfTheNextBand() {
        FlightState flight = flight(10);
        long next = policy.nextLook(flight, Micros.of(Sample.OPENED));

        assertThat(flight.minutesToDeparture(next)).isEqualTo(28 * 1440 - 1);
        assertThat(flight.minutesToDeparture(next - 1)).isEqualTo(28 * 1440);
    }

    @Test
    void theNextLookIsWhereABandEndsToo() {
        Policy untilTwoHours = policy(new Rule("r", 1440, 120, 0.64, null, null, 20, new Target.Named("K")));
        long next = untilTwoHours.nextLook(flight(10), days(0.5));

        assertThat(flight(10).minutesToDeparture(next)).isEqualTo(119);
        assertThat(flight(10).minutesToDeparture(next - 1)).isEqualTo(120);
    }

    @Test
    void aForecastIsLookedAtEachHourOfItsBandUntilItHolds() {
        // Given
        Policy lastDay = policy(new Rule("last-day", 1440, 120, 0.64, null, 0.5, 20, new Target.Named("K")));
        FlightState selling = flight(40);
        selling.apply(Sample.booked("more", Sample.day(58.9), 20));

        // Then
        assertThat(lastDay.nextLook(selling, days(1) + 1)).isEqualTo(days(23 / 24.0) + 1);
        assertThat(lastDay.nextLook(selling, days(23.5 / 24))).isEqualTo(days(23 / 24.0) + 1);
        assertThat(lastDay.nextLook(selling, days(2.5 / 24))).isEqualTo(days(2 / 24.0) + 1);
        assertThat(lastDay.nextLook(selling, days(2 / 24.0) + 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(policy(new Rule("r", 1440, 0, 0.64, 0.1, null, 20, new Target.Named("K")))
                        .nextLook(selling, days(-0.1)))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(lastDay.nextLook(flight(10), days(1) + 1)).isEqualTo(days(2 / 24.0) + 1);
        assertThat(lastDay.nextLook(flight(70), days(1) + 1)).isEqualTo(days(2 / 24.0) + 1);
    }

    private static Policy policy(Rule rule) {
        return new Policy(new PolicyTerms(
                "one-rule", PolicyTerms.Cadence.WHILE_IN_FORCE, List.of(rule), Duration.ZERO, null, 0, 4, 0, ""));
    }

    @Test
    void theRevisionIsThatOfTheContent() {
        assertThat(Policies.inDays().revision()).isEqualTo(Policies.inDays().revision());
        assertThat(Policies.inDays().revision())
                .isNotEqualTo(Policies.inDays(0.1, new Target.Named("K")).revision());
    }

    @Test
    void aRuleThatCannotHoldIsRefusedWithItsReason() {
        assertThatThrownBy(() -> new Rule("r", 10, 10, 0.5, null, null, 10, new Target.Named("K")))
                .hasMessage("until must be from 0 to before 10 min: 10 min");
        assertThatThrownBy(() -> new Rule("r", 10, 0, 0.5, null, null, 101, new Target.Named("K")))
                .hasMessage("discount must be above 0, at most 100: 101.0");
    }

    @Test
    void aRuleThatNoDecisionCouldTellOfIsRefused() {
        Target target = new Target.Named("K");
        assertThatThrownBy(() -> new Rule("r".repeat(129), 10, 0, 0.5, null, null, 10, target))
                .hasMessage("name must have at most 128 characters: 129");
        assertThatThrownBy(() -> new Rule("r\n", 10, 0, 0.5, null, null, 10, target))
                .hasMessageStartingWith("name must not contain control characters");
        assertThatThrownBy(() -> new Rule("r", 10, 0, 1e-300, null, null, 10, target))
                .hasMessage("load_factor_below must be at least 0.001, at most 2: 1.0E-300");
        assertThatThrownBy(() -> new Rule("r", 10, 0, 0.5, null, 1e300, 10, target))
                .hasMessageStartingWith("expected_load_factor_below must be at least 0.001");
        assertThatThrownBy(() -> new Target.Named("K\t")).hasMessageStartingWith("target must not contain");
    }

    @Test
    void theLongestValidityIsAsGoodAsNone() {
        assertThat(validFor(Duration.ofDays(36_500)).validUntil(flight(10), days(20)))
                .isEqualTo(Micros.of(Sample.DEPARTURE));
        assertThatThrownBy(() -> validFor(Duration.ofDays(999_999))).hasMessageStartingWith("validity must be above 0");
    }

    @Test
    void aPolicyThatDecidesEveryBookingNamesNoBucketThatItDoesNotKnow() {
        Rule rule = new Rule("r", 90_000, 0, 0.5, null, null, 20, new Target.CheapestOpen());
        FlightState flight = flight(10);
        assertThat(everyBooking(rule).decide(flight, days(20))).isEqualTo(Outcome.NOTHING);
        flight.apply(Sample.inventory(Sample.day(30), "M", 4));
        assertThat(everyBooking(rule).decide(flight, days(20))).isEqualTo(new Outcome.Make(0, "M", false));
    }

    private static Policy everyBooking(Rule rule) {
        return new Policy(new PolicyTerms(
                "p",
                PolicyTerms.Cadence.EVERY_BOOKING,
                List.of(rule),
                Duration.ZERO,
                null,
                0,
                Integer.MAX_VALUE,
                0,
                ""));
    }

    private static Policy validFor(Duration validity) {
        Rule rule = new Rule("r", 1440, 0, 0.5, null, null, 20, new Target.Named("K"));
        return new Policy(new PolicyTerms(
                "one-rule",
                PolicyTerms.Cadence.WHILE_IN_FORCE,
                List.of(rule),
                Duration.ofDays(36_500),
                validity,
                0,
                4,
                0,
                ""));
    }

    private final Policy policy = Policies.inDays();

    private Outcome decide(FlightState flight, long at) {
        return policy.decide(flight, at);
    }

    /** A flight of 100 seats, with that many sold. */
    private static FlightState flight(int booked) {
        FlightState flight = new FlightState(Sample.FLIGHT);
        flight.apply(Sample.scheduled());
        flight.apply(Sample.booked("b", Sample.day(1), booked));
        return flight;
    }

    private static Offer offer(String rule, double discount, long validUntil, double recoversAt) {
        return new Offer("d", rule, "K", discount, 0, validUntil, recoversAt);
    }

    /** That many days before the departure. */
    private static long days(double before) {
        Instant at = Sample.DEPARTURE.minusSeconds(Math.round(before * 86_400));
        return Micros.of(at);
    }
}
