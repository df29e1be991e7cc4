package io.loadstream.local.chaos.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SilenceTest {

    @Test
    void aMissedGoalIsToldAndReported() {
        // Given
        Map<String, Object> results = new TreeMap<>();
        Silence missed = new Silence("from 3 to 1 engine", 3.21);

        // When
        missed.addTo(results);

        // Then
        assertThat(missed.told())
                .isEqualTo("longest silence of a partition, from 3 to 1 engine: 3.21 s (goal 3 s: MISSED)");
        assertThat(results)
                .containsEntry("longest_silence_s_from_3_to_1_engine", 3.21)
                .containsEntry("silence_within_goal_from_3_to_1_engine", false);
    }

    @Test
    void aGoalThatIsJustMetIsMet() {
        assertThat(new Silence("without a move", 3.0).told()).endsWith("3.00 s (goal 3 s: met)");
    }
}
