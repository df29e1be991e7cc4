package io.loadstream.local.bench.evaluation;

import io.loadstream.domain.evaluation.Effect;
import java.util.ArrayList;
import java.util.List;

/** How an estimator did over many experiments. */
final class Judgement {

    private final List<Effect> effects = new ArrayList<>();
    private final List<Double> truths = new ArrayList<>();

    void add(Effect effect, double truth) {
        effects.add(effect);
        truths.add(truth);
    }

    /** Share of intervals that contain the truth. */
    double coverage() {
        int covered = 0;
        for (int i = 0; i < effects.size(); i++) {
            covered += effects.get(i).covers(truths.get(i)) ? 1 : 0;
        }
        return (double) covered / effects.size();
    }

    /** Share of intervals without 0: of experiments that would be said to have found an effect. */
    double found() {
        return (double) effects.stream().filter(effect -> !effect.covers(0)).count() / effects.size();
    }

    /** Mean of the estimates less the truths, in units of the outcome. */
    double bias() {
        double sum = 0;
        for (int i = 0; i < effects.size(); i++) {
            sum += effects.get(i).estimate() - truths.get(i);
        }
        return sum / effects.size();
    }

    /** How far the bias may be from that of endlessly many experiments: its standard error, in units of the outcome. */
    double biasStandardError() {
        double bias = bias();
        double squares = 0;
        for (int i = 0; i < effects.size(); i++) {
            double error = effects.get(i).estimate() - truths.get(i) - bias;
            squares += error * error;
        }
        return Math.sqrt(squares / (effects.size() - 1) / effects.size());
    }

    double meanWidth() {
        return effects.stream().mapToDouble(Effect::width).average().orElseThrow();
    }

    double meanTruth() {
        return truths.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    double meanFlights() {
        return effects.stream()
                .mapToInt(effect -> effect.treated() + effect.holdout())
                .average()
                .orElseThrow();
    }

    List<Effect> effects() {
        return effects;
    }

    List<Double> truths() {
        return truths;
    }
}
