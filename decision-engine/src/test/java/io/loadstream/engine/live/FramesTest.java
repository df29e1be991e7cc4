package io.loadstream.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.engine.live.Frames.Frame;
import org.junit.jupiter.api.Test;

class FramesTest {

    private final Frames frames = new Frames(3, 1_000);

    @Test
    void tellsNothingBeforeThereIsAState() {
        assertThat(frames.after(null)).isNull();
    }

    @Test
    void newcomerGetsASnapshotAndThenEachFrameOnce() {
        // Given
        frames.restart(7, () -> "all");
        Frame snapshot = frames.after(null);
        frames.add("one");
        frames.add("two");

        // When
        Frame first = frames.after(snapshot.id());
        Frame second = frames.after(first.id());

        // Then
        assertThat(snapshot).isEqualTo(new Frame("snapshot", "7-0", "all"));
        assertThat(first).isEqualTo(new Frame("changes", "7-1", "one"));
        assertThat(second).isEqualTo(new Frame("changes", "7-2", "two"));
        assertThat(frames.after(second.id())).isNull();
    }

    @Test
    void slowBrowserThatMissedMoreThanIsKeptStartsFromASnapshot() {
        // Given
        frames.restart(7, () -> "all");
        for (int i = 1; i <= 5; i++) {
            frames.add("frame " + i);
        }

        // When
        Frame missedTooMany = frames.after("7-1");
        Frame missedThree = frames.after("7-2");

        // Then
        assertThat(missedTooMany).isEqualTo(new Frame("snapshot", "7-5", "all"));
        assertThat(missedThree).isEqualTo(new Frame("changes", "7-3", "frame 3"));
    }

    @Test
    void idOfAnEarlierEpochOrOfNobodyStartsFromASnapshot() {
        // Given
        frames.restart(7, () -> "all");
        frames.restart(8, () -> "all anew");

        // Then
        assertThat(frames.after("7-0").data()).isEqualTo("all anew");
        assertThat(frames.after("8-99").data()).isEqualTo("all anew");
        assertThat(frames.after("nonsense").data()).isEqualTo("all anew");
    }

    @Test
    void keepsNoMoreCharactersThanAllowed() {
        // Given
        frames.restart(7, () -> "all");

        // When
        frames.add("x".repeat(600));
        frames.add("y".repeat(600));

        // Then
        assertThat(frames.after("7-0").name()).isEqualTo("snapshot");
        assertThat(frames.after("7-1").data()).startsWith("yyy");
    }
}
