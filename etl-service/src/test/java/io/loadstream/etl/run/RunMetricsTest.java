package io.loadstream.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.etl.load.LoadResult;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED"})
    void howRunsMayEndIsCountedFromZeroOn(RunReport.Status status) {
        // When
        new RunMetrics(registry);

        // Then
        assertThat(registry.get("loadstream.etl.runs")
                        .tag("status", status.name())
                        .timer()
                        .count())
                .isZero();
    }

    @Test
    void aRunIsCountedByHowItEndedWithWhatItBroughtAndOnlyASuccessIsOne() {
        // Given
        RunMetrics metrics = new RunMetrics(registry);

        // When
        metrics.count(run(RunReport.Status.SUCCEEDED, 1.5));
        metrics.count(run(RunReport.Status.FAILED, 0.25));
        metrics.count(run(RunReport.Status.FAILED, 0.5));

        // Then
        assertThat(timer(RunReport.Status.SUCCEEDED).count()).isEqualTo(1);
        assertThat(timer(RunReport.Status.SUCCEEDED).totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(1500);
        assertThat(timer(RunReport.Status.FAILED).count()).isEqualTo(2);
        assertThat(timer(RunReport.Status.FAILED).totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(750);
        assertThat(counter("loadstream.etl.events", "topic", "bookings")).isEqualTo(21);
        assertThat(counter("loadstream.etl.rows", "table", "dw.fact_booking")).isEqualTo(15);
        assertThat(counter("loadstream.etl.rejected")).isEqualTo(6);
    }

    private Timer timer(RunReport.Status status) {
        return registry.get("loadstream.etl.runs").tag("status", status.name()).timer();
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private static RunReport run(RunReport.Status status, double seconds) {
        LoadResult result =
                new LoadResult(Map.of("bookings", 7L), Map.of("dw.fact_booking", 5L), 2, Instant.EPOCH, List.of());
        return RunReport.of(1, Task.LOAD, RunReport.Trigger.SCHEDULE, status, Instant.EPOCH, seconds, result, null);
    }
}
