package io.loadstream.generator.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;

class SimulationSourceTest {

    private static final Scenario SCENARIO = ScenarioReader.preset("iteration-1");

    @Test
    void progressRisesFromNothingToOneInSmallSteps() {
        // Given
        SimulationSource source = new SimulationSource(Market.of(SCENARIO), null);
        double progress = source.progress();
        assertThat(progress).isZero();

        // When / Then
        while (source.peek() != null) {
            source.take();
            assertThat(source.progress()).isBetween(progress, Math.min(1, progress + 0.1));
            progress = source.progress();
        }
        assertThat(progress).isEqualTo(1);
    }

    @Test
    void aSourceWithoutFlightsHasNothingLeftToDo() {
        // When
        SimulationSource source = new SimulationSource(Market.of(SCENARIO, flight -> false), null);

        // Then
        assertThat(source.progress()).isEqualTo(1);
    }
}
