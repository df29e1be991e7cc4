package io.loadstream.local.chaos.engine;

import java.util.Locale;
import java.util.Map;

/**
 * How long a partition at most had no decisions while engines came or went. The goal is one of speed, which a slow machine
 * may miss: it is told, and makes nothing wrong.
 */
record Silence(String move, double seconds) {

    static final double GOAL_SECONDS = 3;

    boolean isWithinGoal() {
        return seconds <= GOAL_SECONDS;
    }

    void addTo(Map<String, Object> results) {
        String name = move.replace(' ', '_');
        results.put("longest_silence_s_" + name, seconds);
        results.put("silence_within_goal_" + name, isWithinGoal());
    }

    String told() {
        return String.format(
                Locale.ROOT,
                "longest silence of a partition, %s: %.2f s (goal %.0f s: %s)",
                move,
                seconds,
                GOAL_SECONDS,
                isWithinGoal() ? "met" : "MISSED");
    }
}
