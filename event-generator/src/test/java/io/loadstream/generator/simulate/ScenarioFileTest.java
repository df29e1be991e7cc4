package io.loadstream.generator.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.generator.source.RunFailedException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScenarioFileTest {

    @Test
    void seedAndDaysOfTheConfigurationReplaceTheScenariosOwn() {
        Scenario scenario = ScenarioFile.open("small", OptionalLong.of(7), OptionalInt.of(2));

        assertThat(scenario.seed()).isEqualTo(7);
        assertThat(scenario.days()).isEqualTo(2);
    }

    @Test
    void whatBreaksARuleIsRefusedWithItsFieldAndValue() {
        assertThatThrownBy(() -> ScenarioFile.open("small", OptionalLong.empty(), OptionalInt.of(0)))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("days")
                .hasMessageContaining("0");
    }

    @Test
    void aNameOfNoScenarioIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> ScenarioFile.open("smal", OptionalLong.empty(), OptionalInt.empty()))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("smal")
                .hasMessageContaining("network");
    }
}
