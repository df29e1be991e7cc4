package io.loadstream.local.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of the engine's input, read from its metrics. */
final class EngineFates {

    private static final Pattern COUNTER =
            Pattern.compile("(?m)^loadstream_engine_events_total\\{.*?fate=\"([a-z_]+)\".*?} (\\S+)$");

    private EngineFates() {}

    /** @param metrics in Prometheus' text format */
    static Map<String, Long> of(String metrics) {
        Map<String, Long> fates = new TreeMap<>();
        Matcher matcher = COUNTER.matcher(metrics);
        while (matcher.find()) {
            long count = Math.round(Double.parseDouble(matcher.group(2)));
            if (count > 0) {
                fates.put(matcher.group(1), count);
            }
        }
        return fates;
    }
}
