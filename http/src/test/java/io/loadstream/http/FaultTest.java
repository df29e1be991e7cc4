package io.loadstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void refusalIsTheCallersFaultAndALibrarysMistakeIsNot() {
        assertThat(Fault.of(new IllegalArgumentException("limit must be 1 to 1000: 0")))
                .isEqualTo(Fault.CALLERS);
        assertThat(Fault.of(new NumberFormatException("For input string"))).isEqualTo(Fault.OURS);
        assertThat(Fault.of(new NullPointerException())).isEqualTo(Fault.OURS);
    }

    @Test
    void partThatDoesNotAnswerIsKnownHoweverDeepItIsWrapped() {
        assertThat(Fault.of(new CompletionException(new RuntimeException(new ConnectException("refused")))))
                .isEqualTo(Fault.ELSEWHERE);
        assertThat(Fault.of(new io.smallrye.mutiny.TimeoutException())).isEqualTo(Fault.ELSEWHERE);
        assertThat(Fault.of(new IllegalStateException(new SQLException("refused", "08001"))))
                .isEqualTo(Fault.ELSEWHERE);
        assertThat(Fault.of(new SQLException("shutting down", "57P01"))).isEqualTo(Fault.ELSEWHERE);
        assertThat(Fault.of(new SQLException("no such column", "42703"))).isEqualTo(Fault.OURS);
    }
}
