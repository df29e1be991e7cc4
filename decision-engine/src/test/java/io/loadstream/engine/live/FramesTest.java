package io.loadstream.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.engine.live.Frames.Frame;
import java.nio.charset.StandardCharsets;
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
        frames.restart(7, bytes("all"));
        Frame snapshot = frames.after(null);
        frames.add(bytes("one"));
        frames.add(bytes("two"));

        // When
        Frame first = frames.after(snapshot.id());
        Frame second = frames.after(first.id());

        // Then
        assertThat(text(snapshot)).isEqualTo("event:snapshot\nid:7-0\ndata:all\n\n");
        assertThat(text(first)).isEqualTo("event:changes\nid:7-1\ndata:one\n\n");
        assertThat(text(second)).isEqualTo("event:changes\nid:7-2\ndata:two\n\n");
        assertThat(frames.after(second.id())).isNull();
    }

    @Test
    void slowBrowserThatMissedMoreThanIsKeptStartsFromASnapshot() {
        // Given
        frames.restart(7, bytes("all"));
        for (int i = 1; i <= 5; i++) {
            frames.add(bytes("frame " + i));
        }

        // When
        Frame missedTooMany = frames.after("7-1");
        Frame missedThree = frames.after("7-2");

        // Then
        assertThat(missedTooMany).isNull();
        assertThat(frames.isSnapshotWanted()).isTrue();
        frames.snapshot(bytes("all by now"));
        assertThat(frames.isSnapshotWanted()).isFalse();
        assertThat(text(frames.after("7-1"))).isEqualTo("event:snapshot\nid:7-5\ndata:all by now\n\n");
        assertThat(text(missedThree)).isEqualTo("event:changes\nid:7-3\ndata:frame 3\n\n");
    }

    @Test
    void newcomersShareASnapshotAsLongAsWhatFollowsItIsKept() {
        // Given
        frames.restart(7, bytes("all"));
        frames.add(bytes("one"));
        frames.add(bytes("two"));

        // Then
        assertThat(frames.after(null)).isSameAs(frames.after(null));
        assertThat(text(frames.after(null))).isEqualTo("event:snapshot\nid:7-0\ndata:all\n\n");
        assertThat(text(frames.after("7-0"))).contains("data:one\n");
        assertThat(frames.isSnapshotWanted()).isFalse();
    }

    @Test
    void idOfAnEarlierEpochOrOfNobodyStartsFromASnapshot() {
        // Given
        frames.restart(7, bytes("all"));
        frames.restart(8, bytes("all anew"));

        // Then
        assertThat(text(frames.after("7-0"))).contains("data:all anew\n");
        assertThat(text(frames.after("8-99"))).contains("data:all anew\n");
        assertThat(text(frames.after("nonsense"))).contains("data:all anew\n");
    }

    @Test
    void keepsNoMoreBytesThanAllowed() {
        // Given
        frames.restart(7, bytes("all"));

        // When
        frames.add(bytes("x".repeat(600)));
        frames.add(bytes("y".repeat(600)));

        // Then
        assertThat(frames.after("7-0")).isNull();
        frames.snapshot(bytes("all"));
        assertThat(text(frames.after("7-0"))).startsWith("event:snapshot");
        assertThat(text(frames.after("7-1"))).contains("data:yyy");
    }

    @Test
    void allBrowsersShareTheBytesOfAFrame() {
        // Given
        frames.restart(7, bytes("all"));

        // Then
        assertThat(frames.after(null).event()).isSameAs(frames.after("7-99").event());
    }

    private static byte[] bytes(String data) {
        return data.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Frame frame) {
        return frame.event().toString(StandardCharsets.UTF_8);
    }
}
