package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.lake.Chain;
import io.loadstream.lake.audit.ForeignReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of records where their bytes are not asked for. */
class FileEncoderTest {

    private static final String BOOKING = """
            {"event_type":"BookingCreated","event_time":"2025-11-28T20:24:04.414845Z","booking_id":"b-1",\
            "flight_id":"F1","channel":"WEB","fare_bucket":"K","currency":"GBP","total_price":219.5,\
            "passengers":[{"passenger_id":"P1","seat_id":"1B","cabin_code":"Y"}]}""";
    private static final String CANCELLATION = """
            {"event_type":"BookingCancelled","event_time":"2025-11-28T20:24:04Z","flight_id":"F1","booking_id":"b-1","reason":"ILLNESS"}""";

    @ParameterizedTest
    @ValueSource(strings = {BOOKING, CANCELLATION})
    void bytesAreLeftOutWhereTheColumnsTellAll(String event) throws IOException {
        assertThat(archivedWithoutRaw(event).getFieldRepetitionCount("_raw")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {BOOKING, CANCELLATION})
    void bytesStayWhereAFieldHasNoColumn(String event) throws IOException {
        String newer = event.replace("\"flight_id\"", "\"loyalty_tier\":{\"name\":\"GOLD\"},\"flight_id\"");

        Group row = archivedWithoutRaw(newer);

        assertThat(row.getString("booking_id", 0)).isEqualTo("b-1");
        assertThat(row.getString("_raw", 0)).isEqualTo(newer);
        assertThat(row.getFieldRepetitionCount("_error")).isZero();
    }

    @Test
    void bytesStayWhereAFieldWithinAPartHasNoColumn() throws IOException {
        String newer = BOOKING.replace("\"cabin_code\"", "\"meal\":\"VGML\",\"cabin_code\"");

        assertThat(archivedWithoutRaw(newer).getString("_raw", 0)).isEqualTo(newer);
    }

    @Test
    void bytesStayWhereTheRecordDoesNotParse() throws IOException {
        Group row = archivedWithoutRaw("{\"event_type\":");

        assertThat(row.getString("_raw", 0)).isEqualTo("{\"event_type\":");
        assertThat(row.getString("_error", 0)).contains("not valid JSON");
    }

    private static Group archivedWithoutRaw(String event) throws IOException {
        Collected records = new Collected(new ChunkPool(0));
        // Another one of each kind goes before: what was found of it must not stick.
        records.add(record(0, BOOKING.replace("\"flight_id\"", "\"loyalty_tier\":\"GOLD\",\"flight_id\"")), 0);
        records.add(record(1, event), 0);
        EncodedFile file = new FileEncoder("w", false).encode(new Chain("bookings", "raw-off", 0), 0, records);
        List<Group> rows = new ArrayList<>();
        ForeignReader.read(file.content(), rows::add);
        assertThat(rows).hasSize(2);
        return rows.getLast();
    }

    private static ConsumerRecord<ByteBuffer, ByteBuffer> record(long offset, String value) {
        return new ConsumerRecord<>(
                "bookings", 0, offset, StandardCharsets.UTF_8.encode("F1"), StandardCharsets.UTF_8.encode(value));
    }
}
