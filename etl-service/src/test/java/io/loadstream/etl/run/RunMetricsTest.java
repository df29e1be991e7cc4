package io.loadstream.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunMetricsTest {

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED"})
    void howRunsMayEndIsCountedFromZeroOn(RunReport.Status status) {
        // Given
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        // When
        new RunMetrics(registry);

        // Then
        assertThat(registry.get("loadstream.etl.runs")
                        .tag("status", status.name())
                        .timer()
                        .count())
                .isZero();
    }
}
