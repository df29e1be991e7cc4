package io.loadstream.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedEventsTest {

    private static final Path RECORDING = Path.of("../recordings/iteration-1");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @EnumSource(names = {"FLIGHT_LIFECYCLE", "BOOKINGS"})
    void everyRecordedEventIsWrittenAsItWasRecorded(Topic topic) throws IOException {
        // Given
        for (String line : lines(topic)) {
            // When
            Event event = EventReader.read(line.getBytes(StandardCharsets.UTF_8));

            // Then
            JsonNode written = JSON.readTree(new EventWriter().write(event));
            assertThat(event.topic()).isEqualTo(topic);
            assertThat(written).isEqualTo(JSON.readTree(line));
        }
    }

    @Test
    void theRecordingHasThreeFlightsAndTheirBookings() throws IOException {
        // When
        List<String> bookings = lines(Topic.BOOKINGS);

        // Then
        Set<String> ids = new HashSet<>();
        for (String line : bookings) {
            ids.add(((BookingCreated) EventReader.read(line.getBytes(StandardCharsets.UTF_8))).bookingId());
        }
        assertThat(bookings).hasSize(539);
        assertThat(ids).hasSize(539);
        assertThat(lines(Topic.FLIGHT_LIFECYCLE)).hasSize(3);
    }

    private static List<String> lines(Topic topic) throws IOException {
        return Files.readAllLines(RECORDING.resolve(topic.topicName() + ".jsonl"));
    }
}
