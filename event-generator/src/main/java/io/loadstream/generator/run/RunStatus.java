package io.loadstream.generator.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * What is told about a run.
 *
 * @param mode {@code simulate}, {@code replay} or {@code idle}
 * @param progress from 0 to 1
 * @param speed event seconds a second of real time; 0 without waiting
 * @param simulatedTime event time of the last event that went out; {@code null} before the first
 * @param produced acknowledged records by topic
 * @param deadLetters records that were no events
 * @param chaos records that were spoilt on purpose, by how; empty when the scenario asks for none
 * @param error what is wrong and what to do about it; {@code null} when nothing is
 */
public record RunStatus(
        RunState state,
        String mode,
        double progress,
        double speed,
        @JsonProperty("simulated_time") Instant simulatedTime,
        Map<String, Long> produced,
        @JsonProperty("dead_letters") long deadLetters,
        Map<String, Long> chaos,
        String error) {}
