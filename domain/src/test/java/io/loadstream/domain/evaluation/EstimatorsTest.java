package io.loadstream.domain.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.evaluation.MatchedComparison.Match;
import io.loadstream.domain.evaluation.MatchedComparison.Partner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimatorsTest {

    private static final long SEED = 11;

    @Test
    void differenceAndErrorAreThoseOfTheHand() {
        // Given: means 6 and 3; variances 4 and 1; error sqrt(4/3 + 1/3)
        List<Observation> observations = observations(new double[] {4, 6, 8}, new double[] {2, 3, 4});

        // When
        Effect effect = DifferenceInMeans.of(observations, SEED);

        // Then
        assertThat(effect.treated()).isEqualTo(3);
        assertThat(effect.holdout()).isEqualTo(3);
        assertThat(effect.estimate()).isEqualTo(3);
        assertThat(effect.standardError()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
        assertThat(effect.minimumDetectable()).isCloseTo(2.801585 * Math.sqrt(5.0 / 3), within(1e-9));
        assertThat(effect.baseline()).isEqualTo(3);
    }

    @Test
    void manyFlightsWithoutAnEffectAreEnoughAndFewWithALargeOneAreNot() {
        // Given: what matters is a twentieth of 100
        Effect manyWithoutEffect = Effect.normal(9000, 1000, 0.1, 1, 100);
        Effect fewWithLargeEffect = Effect.normal(12, 10, 80, 20, 100);

        // Then: 2.8 is less than 5, 56 is more
        assertThat(manyWithoutEffect.relevant(0.05)).isEqualTo(5);
        assertThat(manyWithoutEffect.underpowered(0.05)).isFalse();
        assertThat(manyWithoutEffect.underpowered(0.02)).isTrue();
        assertThat(fewWithLargeEffect.underpowered(0.05)).isTrue();
    }

    @Test
    void theLargestArmsThatAreResampledHaveNearlyTheNormalIntervalAndLargerOnesHaveIt() {
        // Given
        Random random = new Random(3);
        double[] treated = random.doubles(800, 0, 1).map(u -> 10 + u).toArray();
        double[] holdout = random.doubles(DifferenceInMeans.LARGE - 1, 0, 1).toArray();
        double[] larger = random.doubles(DifferenceInMeans.LARGE, 0, 1).toArray();

        // When
        Effect resampled = DifferenceInMeans.of(observations(treated, holdout), SEED);
        Effect normal = DifferenceInMeans.of(observations(treated, larger), SEED);

        // Then
        double width = 2 * 1.959964 * resampled.standardError();
        assertThat(resampled.width()).isNotEqualTo(width).isCloseTo(width, within(0.06 * width));
        assertThat(resampled.covers(10)).isTrue();
        assertThat(normal.width()).isCloseTo(2 * 1.959964 * normal.standardError(), within(1e-12));
    }

    @Test
    void theNormalIntervalOfLargeArmsHoldsTheTruthAsOftenAsItSaysWhereOutcomesAreSkewed() {
        // Given: exponential outcomes, five times as many treated as held out, no effect
        Random random = new Random(17);
        int experiments = 4000;
        int held = 0;

        // When
        for (int i = 0; i < experiments; i++) {
            double[] treated = exponential(random, 5 * DifferenceInMeans.LARGE);
            double[] holdout = exponential(random, DifferenceInMeans.LARGE);
            held += DifferenceInMeans.of(observations(treated, holdout), SEED).covers(0) ? 1 : 0;
        }

        // Then: four thousand tell a share of 95 % to within 0.7 points
        assertThat((double) held / experiments).isBetween(0.943, 0.957);
    }

    @Test
    void theIntervalReachesFurtherToTheSideOfTheLongTail() {
        // Given: a mean that was drawn too low goes with a spread that was, so that the truth may lie far above
        double[] even = {4.8, 4.9, 5, 5, 5.1, 5.2};
        double[] longTail = {1, 1, 1, 2, 2, 3, 4, 6, 10, 30};

        // When
        Effect above = DifferenceInMeans.of(observations(longTail, even), SEED);
        Effect below = DifferenceInMeans.of(observations(even, longTail), SEED);

        // Then
        assertThat(above.low()).isLessThan(above.estimate());
        assertThat(above.high() - above.estimate()).isGreaterThan(2 * (above.estimate() - above.low()));
        assertThat(below.high()).isGreaterThan(below.estimate());
        assertThat(below.estimate() - below.low()).isGreaterThan(2 * (below.high() - below.estimate()));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        List<Observation> observations = observations(new double[] {4, 6, 8, 1}, new double[] {2, 3, 4, 9});

        assertThat(DifferenceInMeans.of(observations, SEED)).isEqualTo(DifferenceInMeans.of(observations, SEED));
    }

    @Test
    void anArmOfOneFlightIsRefused() {
        List<Observation> observations = observations(new double[] {4}, new double[] {2, 3});

        assertThatThrownBy(() -> DifferenceInMeans.of(observations, SEED))
                .hasMessage("each arm needs at least 2 flights: 1 treated, 2 held out");
    }

    @Test
    void cupedTakesOutWhatTheCovariateForetold() {
        // Given: outcome = 2 * covariate + 5 if treated, without noise
        List<Observation> observations = new ArrayList<>();
        for (int x = 0; x < 6; x++) {
            boolean treated = x % 2 == 0;
            observations.add(new Observation(treated, 2 * x + (treated ? 5 : 0), x));
        }

        // When
        double theta = Cuped.theta(observations);
        Effect effect = DifferenceInMeans.of(Cuped.adjusted(observations), SEED);

        // Then: the plain difference is (5 + 9 + 13) / 3 - (2 + 6 + 10) / 3 = 3
        assertThat(DifferenceInMeans.of(observations, SEED).estimate()).isCloseTo(3, within(1e-12));
        assertThat(theta).isCloseTo(2, within(1e-12));
        assertThat(effect.estimate()).isCloseTo(5, within(1e-12));
        assertThat(effect.standardError()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aConstantCovariateChangesNothing() {
        List<Observation> observations = observations(new double[] {4, 6, 8}, new double[] {2, 3, 4});

        assertThat(Cuped.adjusted(observations)).isEqualTo(observations);
    }

    @Test
    void matchedDifferencesAndTheirErrorAreThoseOfTheHand() {
        // Given: differences 100 - 75 = 25 and 90 - 55 = 35; nobody is a partner twice
        List<Match> matches = List.of(
                new Match(100, List.of(new Partner("A", 70), new Partner("B", 80))),
                new Match(90, List.of(new Partner("C", 50), new Partner("D", 60))));

        // When
        Effect effect = MatchedComparison.of(matches);

        // Then: the variance of 25 and 35 is 50, of their mean 25
        assertThat(effect.treated()).isEqualTo(2);
        assertThat(effect.holdout()).isEqualTo(4);
        assertThat(effect.estimate()).isEqualTo(30);
        assertThat(effect.standardError()).isCloseTo(5, within(1e-12));
        assertThat(effect.low()).isCloseTo(30 - 1.959964 * 5, within(1e-9));
        assertThat(effect.high()).isCloseTo(30 + 1.959964 * 5, within(1e-9));
        assertThat(effect.baseline()).isEqualTo(65);
    }

    @Test
    void aPartnerOfManyWidensTheInterval() {
        // Given: A is the partner of both, so its own deviation is in both differences
        List<Match> matches = List.of(
                new Match(100, List.of(new Partner("A", 70), new Partner("B", 80))),
                new Match(90, List.of(new Partner("A", 70), new Partner("C", 40))));

        // When
        Effect effect = MatchedComparison.of(matches);

        // Then: differences 25 and 35; A weighs 1/2 + 1/2, (1 - 1/2) * variance 1300/3 of 70, 80 and 40 is added
        assertThat(effect.holdout()).isEqualTo(3);
        assertThat(effect.standardError()).isCloseTo(Math.sqrt(50.0 / 2 + 0.5 * 1300 / 3 / 4), within(1e-9));
    }

    @Test
    void whatWouldHaveBeenSoldAnywayIsDiluted() {
        // Given: 10 seats sold with an offer of 20 off, 4 of which would have stayed empty; revenue rose by 200

        // When
        RevenueSplit split = RevenueSplit.of(200, 4, 10, 20);

        // Then: 6 seats gave 20 each away
        assertThat(split).isEqualTo(new RevenueSplit(320, 120));
        assertThat(split.gained() - split.diluted()).isEqualTo(200);
    }

    @Test
    void noMoreIsDilutedThanWasSoldWithOffers() {
        assertThat(RevenueSplit.of(-300, -5, 10, 20).diluted()).isEqualTo(200);
    }

    private static double[] exponential(Random random, int flights) {
        return random.doubles(flights).map(u -> -Math.log(1 - u)).toArray();
    }

    private static List<Observation> observations(double[] treated, double[] holdout) {
        List<Observation> observations = new ArrayList<>();
        for (double outcome : treated) {
            observations.add(new Observation(true, outcome, 1));
        }
        for (double outcome : holdout) {
            observations.add(new Observation(false, outcome, 1));
        }
        return observations;
    }
}
