package io.loadstream.generator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.RunFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceTest {

    @TempDir
    Path folder;

    private final List<String> bad = new ArrayList<>();

    @Test
    void missingFolderIsToldWithWhatToDo() {
        // When / Then
        assertThatThrownBy(() -> open(folder.resolve("nowhere")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("there is no folder")
                .hasMessageContaining("nowhere")
                .hasMessageContaining("name one that holds <topic>.jsonl files");
    }

    @Test
    void emptyFolderIsToldWithWhatItNeeds() {
        // When / Then
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("bookings.jsonl")
                .hasMessageEndingWith("it is empty");
    }

    @Test
    void folderOfDerivedTopicsAloneIsNothingToReplay() throws IOException {
        // Given
        write("promo_decisions", "{}");

        // When / Then
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(RunFailedException.class)
                .hasMessageEndingWith("it holds [promo_decisions.jsonl]");
    }

    @Test
    void filesWithoutALineAreNothingToReplay() throws IOException {
        // Given
        write("bookings", "\n\n");

        // When / Then
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("are empty");
    }

    @Test
    void folderInPlaceOfAFileCannotBeRead() throws IOException {
        // Given
        Files.createDirectory(folder.resolve("bookings.jsonl"));

        // When / Then
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void eventsOfOneInstantGoLifecycleThenInventoryThenBookingsThenByLine() throws IOException {
        // Given
        write("bookings", cancelled(2, "late"), cancelled(1, "b1"), cancelled(1, "b2"));
        write("flight_lifecycle", departed(1));
        write("seat_inventory", snapshot(1));

        // When
        List<String> order = new ArrayList<>();
        try (ReplaySource source = open(folder)) {
            for (OutgoingEvent next = source.peek(); next != null; next = source.peek()) {
                order.add(new String(next.json(), StandardCharsets.UTF_8));
                source.take();
            }
        }

        // Then
        assertThat(order)
                .containsExactly(
                        departed(1), snapshot(1), cancelled(1, "b1"), cancelled(1, "b2"), cancelled(2, "late"));
        assertThat(bad).isEmpty();
    }

    @Test
    void badLineKeepsItsNumberAndTheRestFlowsOn() throws IOException {
        // Given
        write("bookings", cancelled(1, "b1"), "", "nonsense", cancelled(2, "b2"));

        // When
        ReplaySource source = open(folder);

        // Then
        assertThat(source.size()).isEqualTo(2);
        assertThat(bad).hasSize(1);
        assertThat(bad.getFirst()).startsWith("3 event is not");
    }

    @Test
    void lineBeyondTheLimitOfAnEventIsBad() throws IOException {
        // Given
        write("bookings", "x".repeat(3_000_000), cancelled(2, "b2"));

        // When
        ReplaySource source = open(folder);

        // Then
        assertThat(source.size()).isEqualTo(1);
        assertThat(source.peek().json()).isEqualTo(cancelled(2, "b2").getBytes(StandardCharsets.UTF_8));
        assertThat(bad.getFirst()).startsWith("1 event is too large");
    }

    @Test
    void moreEventsThanTheLimitAreRefusedWithWhatToDo() throws IOException {
        // Given
        write("bookings", cancelled(1, "b1"), cancelled(2, "b2"));

        // When / Then
        assertThatThrownBy(() -> ReplaySource.open(folder, 1, this::bad))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("more than 1 events; raise loadstream.generator.replay.max-lines");
    }

    private ReplaySource open(Path recording) {
        return ReplaySource.open(recording, 1000, this::bad);
    }

    private void bad(String file, long line, String reason, byte[] recorded) {
        bad.add(line + " " + reason);
    }

    private void write(String topic, String... lines) throws IOException {
        Files.writeString(folder.resolve(topic + ".jsonl"), String.join("\n", lines));
    }

    private static String departed(int second) {
        return "{\"event_type\":\"FlightDeparted\",%s}".formatted(head(second));
    }

    private static String cancelled(int second, String id) {
        return "{\"event_type\":\"BookingCancelled\",%s,\"booking_id\":\"%s\",\"reason\":\"X\",\"ours\":[1]}"
                .formatted(head(second), id);
    }

    private static String snapshot(int second) {
        return ("{\"event_type\":\"CabinInventorySnapshot\",%s,\"time_to_departure_minutes\":1,\"currency\":\"EUR\","
                        + "\"cabins\":[{\"cabin_code\":\"Y\",\"fare_buckets\":[]}]}")
                .formatted(head(second));
    }

    private static String head(int second) {
        return "\"event_time\":\"2026-01-05T00:00:0%dZ\",\"flight_id\":\"F\"".formatted(second);
    }
}
