package io.loadstream.local.bench.evaluation;

import io.loadstream.domain.evaluation.Effect;
import java.util.Locale;

/** Every experiment's interval about its truth, as SVG: dark where it contains the truth, red where it does not. */
final class CoveragePicture {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 40;
    private static final double WIDEST_STROKE = 1.6;

    private CoveragePicture() {}

    static String of(Judgement judgement, String title) {
        double reach = 0;
        for (int i = 0; i < judgement.effects().size(); i++) {
            Effect effect = judgement.effects().get(i);
            double truth = judgement.truths().get(i);
            reach = Math.max(reach, Math.max(Math.abs(effect.low() - truth), Math.abs(effect.high() - truth)));
        }
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " "
                + HEIGHT + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "  <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n  <text x=\"" + MARGIN
                + "\" y=\"22\" fill=\"#222\">" + title + "</text>\n");
        double middle = (HEIGHT + MARGIN) / 2.0 - 10;
        double scale = (HEIGHT - 2.0 * MARGIN) / 2 / reach;
        double step = (WIDTH - 2.0 * MARGIN) / judgement.effects().size();
        double stroke = Math.min(WIDEST_STROKE, step);
        for (int i = 0; i < judgement.effects().size(); i++) {
            Effect effect = judgement.effects().get(i);
            double truth = judgement.truths().get(i);
            svg.append(String.format(
                    Locale.ROOT,
                    "  <path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                    MARGIN + (i + 0.5) * step,
                    middle - (effect.high() - truth) * scale,
                    middle - (effect.low() - truth) * scale,
                    effect.covers(truth) ? "#47617f" : "#d03a2f",
                    stroke));
        }
        svg.append(String.format(
                Locale.ROOT,
                "  <path d=\"M%d %.1fH%d\" stroke=\"#222\" stroke-width=\"0.8\"/>%n  <text x=\"%d\" y=\"%.1f\""
                        + " fill=\"#222\">truth</text>%n",
                MARGIN,
                middle,
                WIDTH - MARGIN,
                WIDTH - MARGIN + 4,
                middle + 4));
        return svg.append("</svg>\n").toString();
    }
}
