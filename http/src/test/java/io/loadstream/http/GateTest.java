package io.loadstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String SHOWN = "Bearer " + TOKEN;

    @Test
    void readingPassesUnlessItIsClosed() {
        assertThat(ask(gate(false, 10), "GET", "read", null)).isNull();
        assertThat(ask(gate(true, 10), "GET", "read", null).getStatus()).isEqualTo(401);
        assertThat(ask(gate(true, 10), "GET", "read", SHOWN)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "PROPFIND"})
    void whatIsNotKnownToReadOnlyIsAChange(String method) {
        assertThat(ask(gate(false, 10), method, "change", null).getStatus()).isEqualTo(401);
        assertThat(ask(gate(false, 10), method, "change", SHOWN)).isNull();
        assertThat(ask(gate(false, 10), method, "ask", null))
                .as("marked as a question")
                .isNull();
    }

    @Test
    void requestsPastThePaceAreToldWhenToTryAgain() {
        // Given
        Gate gate = gate(false, 5);

        // When
        var answers = IntStream.range(0, 20)
                .mapToObj(i -> ask(gate, "GET", "read", null))
                .toList();

        // Then
        assertThat(answers.subList(0, 5)).containsOnlyNulls();
        assertThat(answers.getLast().getStatus()).isEqualTo(429);
        assertThat(answers.getLast().getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(answers.getLast().getEntity()).isInstanceOf(Problem.class);
    }

    private static Gate gate(boolean closed, int requestsPerSecond) {
        return new Gate(new HttpConfig() {

            @Override
            public Optional<String> token() {
                return Optional.of(TOKEN);
            }

            @Override
            public boolean closed() {
                return closed;
            }

            @Override
            public int requestsPerSecond() {
                return requestsPerSecond;
            }
        });
    }

    private static Response ask(Gate gate, String method, String endpoint, String authorization) {
        return gate.check(
                answering(
                        ContainerRequestContext.class,
                        Map.of("getMethod", method, "getHeaderString", Optional.ofNullable(authorization))),
                answering(ResourceInfo.class, Map.of("getResourceMethod", method(endpoint))),
                answering(HttpServerRequest.class, Map.of()));
    }

    private static Method method(String name) {
        try {
            return Endpoints.class.getDeclaredMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** One that answers these methods so, and {@code null} to all others. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    if (called.getName().equals("getHeaderString") && !arguments[0].equals("Authorization")) {
                        return null;
                    }
                    Object answer = answers.get(called.getName());
                    return answer instanceof Optional<?> perhaps ? perhaps.orElse(null) : answer;
                }));
    }

    interface Endpoints {

        void read();

        void change();

        @Asks
        void ask();
    }
}
