package io.loadstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class ServerPortTagTest {

    private static final Tags FIXED = Tags.of("server.port", "9081");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();

    @Test
    void aServerOnAFreePortAndOneOnAFixedPortAreMeasuredSideBySide() {
        // Given
        registry.config().meterFilter(new ServerPortTag());

        // When
        registry.summary("http.server.bytes.read").record(3);
        registry.summary("http.server.bytes.read", FIXED).record(4);

        // Then
        assertThat(registry.get("http.server.bytes.read")
                        .tags(Tags.of(ServerPortTag.FREE))
                        .summary()
                        .totalAmount())
                .isEqualTo(3);
        assertThat(registry.get("http.server.bytes.read").tags(FIXED).summary().totalAmount())
                .isEqualTo(4);
    }

    @Test
    void withoutItTheSecondOfThemIsRefused() {
        registry.summary("http.server.bytes.read");

        assertThatThrownBy(() -> registry.summary("http.server.bytes.read", FIXED))
                .hasMessageContaining("same set of tag keys");
    }

    @Test
    void requestsKeepTheTagsThatTheyHave() {
        // Given
        registry.config().meterFilter(new ServerPortTag());

        // When
        registry.timer("http.server.requests", "uri", "/api/flights");

        // Then
        assertThatCode(() -> registry.timer("http.server.requests", "uri", "/api/policy"))
                .doesNotThrowAnyException();
        assertThat(registry.get("http.server.requests").timers())
                .allSatisfy(
                        timer -> assertThat(timer.getId().getTag("server.port")).isNull());
    }
}
