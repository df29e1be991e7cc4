package io.loadstream.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By interval and by cron at once, so often that runs would overlap if they could. */
@QuarkusTest
@QuarkusTestResource(
        value = WarehouseParts.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "loadstream.etl.cron", value = "* * * * * ?"),
            @ResourceArg(name = "loadstream.etl.every", value = "1s"),
            @ResourceArg(name = "loadstream.etl.audit-cron", value = "*/2 * * * * ?")
        })
class ScheduleTest {

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Test
    void whatComesToTheLakeIsLoadedAndAuditedBySchedule() throws SQLException {
        // Given
        TestLake lake = TestLake.empty(store);
        List<Event> events = SampleFlights.events(31, 2);

        // When
        for (Topic topic : Topic.values()) {
            lake.append(events.stream().filter(event -> event.topic() == topic).toList());
        }

        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> one("SELECT coalesce(sum(events), 0) FROM dw.load_offset")
                        .equals("" + events.size()));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        one("SELECT count(*) > 0 FROM dw.quality_check WHERE check_name = 'counts_agree_with_lake'")
                                .equals("t"));
        assertThat(one("SELECT string_agg(DISTINCT kind || ' ' || trigger, ',') FROM dw.etl_run"))
                .isEqualTo("LOAD SCHEDULE");
        assertThat(one("SELECT count(*) FROM dw.etl_run a JOIN dw.etl_run b ON b.run_id > a.run_id"
                        + " AND b.started_at < a.finished_at"))
                .isEqualTo("0");
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.strings(connection, sql).getFirst();
        }
    }
}
