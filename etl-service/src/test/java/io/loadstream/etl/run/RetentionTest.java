package io.loadstream.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.etl.LoadedSample;
import io.loadstream.etl.WarehouseParts;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class RetentionTest {

    private static final String RUN = """
            WITH run AS (
              INSERT INTO etl_run (kind, trigger, status, started_at)
              VALUES ('LOAD', 'SCHEDULE', 'SUCCEEDED', date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + $1::text::interval)
              RETURNING run_id
            ), checked AS (
              INSERT INTO quality_check (run_id, check_name, severity, violations)
              SELECT run_id, 'outcomes_add_up', 'CRITICAL', 0 FROM run
            )
            INSERT INTO mart_promotion_effect (run_id, method, scope, scope_value, outcome, currency, treated, holdout, estimate,
              low, high, standard_error, minimum_detectable, underpowered)
            SELECT run_id, 'HOLDOUT', 'ALL', $1, 'REVENUE', 'GBP', 1, 1, 1, 1, 1, 1, 1, false FROM run""";

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Inject
    Warehouse warehouse;

    @Inject
    Retention retention;

    @Test
    void oldRunsGoWithTheirChecksAndOfEstimatesTheLastOfEachDayStaysButNeverTheNewest() throws SQLException {
        // Given a run that is not old, and a last estimate that is
        LoadedSample.load(store, parts);
        for (String age : List.of("-100 days", "-3 days 1 hour", "-3 days 2 hours", "-95 days")) {
            warehouse.inTransaction(Warehouse.SCHEMA, transaction -> transaction.update(RUN, age));
        }
        run("0 hours");

        // When
        retention.clean();

        // Then
        assertThat(texts("SELECT scope_value FROM mart_promotion_effect ORDER BY run_id"))
                .containsExactly("-3 days 2 hours", "-95 days");
        assertThat(texts("SELECT (started_at < now() - interval '90 days')::text FROM etl_run ORDER BY run_id"))
                .endsWith("false", "false", "true", "false")
                .containsOnlyOnce("true");
        assertThat(texts("SELECT run_id::text FROM quality_check EXCEPT SELECT run_id::text FROM etl_run"))
                .isEmpty();
    }

    private void run(String age) {
        warehouse.inTransaction(
                Warehouse.SCHEMA,
                transaction -> transaction.update(
                        "INSERT INTO etl_run (kind, trigger, status, started_at)"
                                + " VALUES ('LOAD', 'SCHEDULE', 'SUCCEEDED', now() + $1::text::interval)",
                        age));
    }

    private List<String> texts(String sql) {
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            List<String> texts = new ArrayList<>();
            for (Row row : transaction.query(sql)) {
                texts.add(row.getString(0));
            }
            return texts;
        });
    }
}
