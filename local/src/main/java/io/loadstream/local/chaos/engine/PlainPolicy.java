package io.loadstream.local.chaos.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The drill's policy once more, in numbers and ifs: 10 days and 0.35, 3 days to 2 hours and 0.55, the later wins. With
 * the hash behind hold-outs and ids as the documents give it.
 */
final class PlainPolicy {

    static final long COOLDOWN = 2 * PlainFlight.DAY;
    static final long VALIDITY = PlainFlight.DAY;
    static final int MAX_OFFERS = 3;

    private static final double HOLDOUT = 0.10;

    private PlainPolicy() {}

    /** @param bucket {@code null} for the cheapest that is open */
    record Band(
            String rule, long below, long from, double loadFactor, double recoversAt, double discount, String bucket) {

        boolean holds(long minutes, double load) {
            return minutes < below && minutes >= from && load < loadFactor;
        }
    }

    static final Band FAR = new Band("10-days", 14_400, 0, 0.35, 0.40, 5, null);
    static final Band NEAR = new Band("3-days", 4_320, 120, 0.55, 0.60, 15, "K");

    /** The band that fires, or {@code null}. */
    static Band firing(long minutes, double load) {
        if (NEAR.holds(minutes, load)) {
            return NEAR;
        }
        return FAR.holds(minutes, load) ? FAR : null;
    }

    /** What a decision says of each rule. */
    static ArrayNode considered(long minutes, double load) {
        Band fired = firing(minutes, load);
        ArrayNode considered = JsonNodeFactory.instance.arrayNode();
        for (Band band : List.of(FAR, NEAR)) {
            boolean holds = band.holds(minutes, load);
            List<String> reasons = new ArrayList<>();
            if (minutes < band.below == holds) {
                reasons.add("minutes_to_departure " + minutes + (holds ? " < " : " >= ") + band.below);
            }
            if (band.from > 0 && minutes >= band.from == holds) {
                reasons.add("minutes_to_departure " + minutes + (holds ? " >= " : " < ") + band.from);
            }
            if (load < band.loadFactor == holds) {
                reasons.add("load_factor " + number(load) + (holds ? " < " : " >= ") + band.loadFactor);
            }
            String reason = String.join(holds ? " and " : ", ", reasons);
            considered
                    .addObject()
                    .put("rule", band.rule)
                    .put("fired", band == fired)
                    .put("reason", holds && band != fired ? reason + "; overruled by " + fired.rule : reason);
        }
        return considered;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    static boolean heldOut(String flight) {
        return (hash("drill/" + flight) >>> 11) / 9007199254740992.0 < HOLDOUT;
    }

    static String decisionId(String flight, String revision, String rule, String choice, long at, String cause) {
        String text = String.join("\n", flight, revision, rule, choice, Long.toString(at), cause);
        return "%016x%016x".formatted(hash(text), hash(text + "\n"));
    }

    private static long hash(String text) {
        long hash = 0x9E3779B97F4A7C15L ^ text.length();
        for (char each : text.toCharArray()) {
            hash = (hash ^ each) * 0x9FB21C651E98DF25L;
            hash = hash ^ hash >>> 32;
        }
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return hash ^ hash >>> 31;
    }
}
