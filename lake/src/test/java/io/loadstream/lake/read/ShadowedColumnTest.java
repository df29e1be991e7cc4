package io.loadstream.lake.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShadowedColumnTest {

    private static final PromotionSuppressed SUPPRESSED = new PromotionSuppressed(
            Instant.parse("2026-03-01T06:00:00Z"),
            "F1",
            "band-1",
            PromotionSuppressed.Reason.COOLDOWN,
            new Explanation(
                    "d-1",
                    "policy-1",
                    new Explanation.Inputs(90, 180, 0.5, 60, null),
                    List.of(new Explanation.Consideration("band-1", true, "load factor below 0.7")),
                    Explanation.Arm.TREATED,
                    null,
                    null));

    @Test
    void aColumnIsFoundThoughAStructBeforeItHasAFieldOfItsName() {
        try (EmbeddedObjectStore server = EmbeddedObjectStore.in(Folders.temporary("shadowed-column-test"));
                LakeStore store = LakeStore.open(new LakeSettings(
                        URI.create(server.endpoint()),
                        EmbeddedObjectStore.REGION,
                        EmbeddedObjectStore.BUCKET,
                        EmbeddedObjectStore.ACCESS_KEY,
                        EmbeddedObjectStore.SECRET_KEY))) {
            // Given
            byte[] file = file(SUPPRESSED);
            store.put("decisions", file, Map.of()).join();

            // When
            try (LakeRows rows = LakeRows.open(
                    store, List.of(new LakeObject("decisions", file.length, 1)), "considered", "reason", "rule")) {
                rows.next();

                // Then
                assertThat(rows.text(1)).isEqualTo("COOLDOWN");
                assertThat(rows.text(2)).isEqualTo("band-1");
                assertThat(rows.structs(0).getFirst().getString("reason")).isEqualTo("load factor below 0.7");
            }
        }
    }

    private static byte[] file(Event event) {
        try (ParquetFile<Event> file =
                new ParquetFile<>(TopicSchemas.of(event.topic().topicName()), Map.of(), (row, columns) -> {
                    EventColumns.write(row, columns);
                    columns.number("_partition", 0);
                    columns.number("_offset", 0L);
                    columns.time("_timestamp", Instant.EPOCH);
                })) {
            file.add(event);
            return file.finish();
        }
    }
}
