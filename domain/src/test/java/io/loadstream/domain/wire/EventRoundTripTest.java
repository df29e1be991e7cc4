package io.loadstream.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventRoundTripTest {

    private static final int DRAWS = 5_000;

    @ParameterizedTest
    @EnumSource
    void anyEventIsReadAsItWasWritten(EventType type) {
        // Given
        RandomEvents events = new RandomEvents(20251128L + type.ordinal());
        EventWriter writer = new EventWriter();
        for (int i = 0; i < DRAWS; i++) {
            Event event = events.of(type);

            // When
            byte[] json = writer.write(event);

            // Then
            assertThat(EventReader.read(json))
                    .as(() -> new String(json, StandardCharsets.UTF_8))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalEventsAreWrittenAsEqualBytes(EventType type) {
        // Given
        RandomEvents one = new RandomEvents(7);
        RandomEvents same = new RandomEvents(7);
        EventWriter used = new EventWriter();
        used.write(new RandomEvents(8).next());

        // When
        byte[] written = used.write(one.of(type));

        // Then
        assertThat(written).isEqualTo(new EventWriter().write(same.of(type)));
    }

    @ParameterizedTest
    @EnumSource
    void aFieldOfNoUseToTheTypeIsSkippedWhateverIsInIt(EventType type) {
        // Given every field of the contract that this type does not have, each with a value of the wrong kind
        Event event = new RandomEvents(3).of(type);
        StringBuilder strange = new StringBuilder("{\"new_field\":{\"deep\":[[1e400,null,{\"a\":-0.0}]]}");
        for (EventType other : EventType.values()) {
            for (String field : other.fields()) {
                if (!type.has(field)) {
                    strange.append(",\"")
                            .append(field)
                            .append("\":[[{\"")
                            .append(field)
                            .append("\":[true]}]]");
                }
            }
        }
        String json = new String(new EventWriter().write(event), StandardCharsets.UTF_8);
        String padded = strange + "," + json.substring(1);

        // When
        Event read = EventReader.read(padded.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(read).isEqualTo(event);
        assertThat(new String(new EventWriter().write(read), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }
}
