package io.loadstream.domain.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where nothing was held out: each promoted flight beside past flights without offers that stood nearly where it stood at the
 * same point of their booking curve. Weaker than an experiment: flights are promoted because they sell badly, and what made
 * them sell badly may be more than the curve tells.
 *
 * <p>The interval is the normal one with the variance of Abadie and Imbens (2006), who showed in 2008 that the bootstrap does
 * not hold for matching: a past flight that is the partner of many counts as often as it is used.
 */
public final class MatchedComparison {

    /** Promoted flights that an interval can be given for. */
    public static final int FEWEST = 2;

    private MatchedComparison() {}

    /**
     * A past flight without offers.
     *
     * @param outcome in the same units as those of the flights that it is matched with
     */
    public record Partner(String flightId, double outcome) {}

    /**
     * A promoted flight with its partners.
     *
     * @param outcome what is compared, such as revenue at departure
     * @param partners at least one, each once
     */
    public record Match(double outcome, List<Partner> partners) {

        public Match {
            partners = List.copyOf(partners);
            if (partners.isEmpty()) {
                throw new IllegalArgumentException("a match has at least one partner");
            }
        }

        double difference() {
            return outcome
                    - partners.stream().mapToDouble(Partner::outcome).average().orElseThrow();
        }
    }

    /** The mean difference alone. */
    public static double difference(List<Match> matches) {
        return matches.stream().mapToDouble(Match::difference).average().orElseThrow();
    }

    /**
     * The mean difference between promoted flights and their partners, with a 95 % interval.
     *
     * @param matches at least {@link #FEWEST}
     * @return with every past flight counted once among those compared with
     */
    public static Effect of(List<Match> matches) {
        if (matches.size() < FEWEST) {
            throw new IllegalArgumentException(
                    "a matched comparison needs at least " + FEWEST + " promoted flights: " + matches.size());
        }
        double[] differences = matches.stream().mapToDouble(Match::difference).toArray();
        Map<String, Use> uses = uses(matches);
        double flights = matches.size();
        double error = Math.sqrt(Sample.variance(differences) / flights + reuse(uses) / (flights * flights));
        double estimate = Sample.mean(differences);
        double baseline = matches.stream().mapToDouble(Match::outcome).average().orElseThrow() - estimate;
        return Effect.normal(matches.size(), uses.size(), estimate, error, baseline);
    }

    /**
     * What is added to the variance of the differences' sum because some differences share a partner. The variance of one
     * partner is taken to be that of all of them, which errs on the wide side: part of it is where they stood.
     */
    private static double reuse(Map<String, Use> uses) {
        if (uses.size() < 2) {
            return 0;
        }
        double variance = Sample.variance(
                uses.values().stream().mapToDouble(use -> use.outcome).toArray());
        return variance
                * uses.values().stream()
                        .mapToDouble(use -> use.weight * use.weight - use.squares)
                        .sum();
    }

    private static Map<String, Use> uses(List<Match> matches) {
        Map<String, Use> uses = new HashMap<>();
        for (Match match : matches) {
            double share = 1.0 / match.partners().size();
            for (Partner partner : match.partners()) {
                uses.computeIfAbsent(partner.flightId(), flight -> new Use(partner.outcome()))
                        .add(share);
            }
        }
        return uses;
    }

    /** How much of one partner is in all differences together. */
    private static final class Use {

        private final double outcome;
        private double weight;
        private double squares;

        Use(double outcome) {
            this.outcome = outcome;
        }

        void add(double share) {
            weight += share;
            squares += share * share;
        }
    }
}
