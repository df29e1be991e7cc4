package io.loadstream.generator.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class ContinuedSourceTest {

    @Test
    void allThatIsSentGoesOutBeforeTheSourceGoesOnThoughTheLastBeforeThatHadGoneOut() {
        // Given a source that waits at 10, of which the second event went out before
        ContinuedSource source = new ContinuedSource(new Waiting(10, 1, 2, 11), event -> event.timeMicros() == 2);
        assertThat(source.waitsForSent()).isFalse();
        assertThat(source.peek().timeMicros()).isEqualTo(1);

        // When
        source.take();

        // Then
        assertThat(source.waitsForSent()).isTrue();
        assertThat(source.peek().timeMicros()).isEqualTo(11);
        assertThat(source.waitsForSent()).isFalse();
    }

    /** Waits for what was sent before it comes to the first event at {@code end} or later. */
    private static final class Waiting implements EventSource {

        private final long end;
        private final Deque<OutgoingEvent> events = new ArrayDeque<>();
        private boolean waited;

        Waiting(long end, long... times) {
            this.end = end;
            Arrays.stream(times).forEach(time -> events.add(new OutgoingEvent("t", null, null, time, null)));
        }

        @Override
        public OutgoingEvent peek() {
            waited = waited || waitsForSent();
            return events.peek();
        }

        @Override
        public void take() {
            events.remove();
        }

        @Override
        public boolean waitsForSent() {
            return !waited && !events.isEmpty() && events.peek().timeMicros() >= end;
        }

        @Override
        public double progress() {
            return 0;
        }
    }
}
