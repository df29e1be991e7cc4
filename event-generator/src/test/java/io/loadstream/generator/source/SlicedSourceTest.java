package io.loadstream.generator.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlicedSourceTest {

    private final AtomicLong slice = new AtomicLong(10);

    private final SlicedSource source =
            new SlicedSource(List.of(new Times("a", 0, 4, 9, 10, 31), new Times("b", 2, 3, 12, 40)), slice::get);

    @Test
    void whatGoesOutOfEachPartInASliceGoesOutTogether() {
        // When
        List<String> out = take(100);

        // Then
        assertThat(out).containsExactly("a0", "a4", "a9", "b2", "b3", "a10", "b12", "a31", "b40");
        assertThat(source.peek()).isNull();
        assertThat(source.progress()).isEqualTo(1);
    }

    @Test
    void whoIsBehindCatchesUpWhenTheSlicesBecomeShorter() {
        // Given
        assertThat(take(2)).containsExactly("a0", "a4");

        // When
        slice.set(1);

        // Then
        assertThat(take(100)).containsExactly("b2", "b3", "a9", "a10", "b12", "a31", "b40");
    }

    private List<String> take(int most) {
        List<String> out = new ArrayList<>();
        for (OutgoingEvent next = source.peek(); next != null && out.size() < most; next = source.peek()) {
            out.add(next.topic() + next.timeMicros());
            source.take();
        }
        return out;
    }

    /** A part whose events are nothing but their times. */
    private static final class Times implements EventSource {

        private final Deque<OutgoingEvent> events = new ArrayDeque<>();
        private final int all;

        Times(String name, long... times) {
            for (long time : times) {
                events.add(new OutgoingEvent(name, null, new byte[0], time, new byte[0]));
            }
            this.all = times.length;
        }

        @Override
        public OutgoingEvent peek() {
            return events.peek();
        }

        @Override
        public void take() {
            events.remove();
        }

        @Override
        public double progress() {
            return 1 - (double) events.size() / all;
        }
    }
}
