package io.loadstream.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the generator says of its run.
 *
 * @param state STARTING, RUNNING, FINISHED or FAILED
 * @param progress from 0 to 1
 * @param simulatedTime of the latest event; {@code null} before the first
 * @param produced events by topic
 * @param error what went wrong; {@code null} when nothing did
 */
record GeneratorState(
        String state,
        double progress,
        String simulatedTime,
        Map<String, Long> produced,
        long deadLetters,
        String error) {

    static GeneratorState of(JsonNode answer) {
        Map<String, Long> produced = new LinkedHashMap<>();
        answer.path("produced")
                .properties()
                .forEach(topic -> produced.put(topic.getKey(), topic.getValue().asLong()));
        return new GeneratorState(
                answer.path("state").asText(),
                answer.path("progress").asDouble(),
                answer.path("simulated_time").asText(null),
                produced,
                answer.path("dead_letters").asLong(),
                answer.path("error").asText(null));
    }

    boolean finished() {
        return state.equals("FINISHED");
    }

    boolean failed() {
        return state.equals("FAILED");
    }

    long events() {
        return produced.values().stream().mapToLong(Long::longValue).sum();
    }
}
