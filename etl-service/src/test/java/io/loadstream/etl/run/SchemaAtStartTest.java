package io.loadstream.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real Postgres. */
class SchemaAtStartTest {

    @TempDir
    Path folder;

    @Test
    void theSchemaIsMadeAsSoonAsTheDatabaseIsThereThoughNothingIsLoaded() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder.resolve("postgres"))) {
            // Given
            Migrations migrations = new Migrations(Flyway.configure()
                    .dataSource(postgres.jdbcUrl(), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD)
                    .schemas(Warehouse.SCHEMA)
                    .defaultSchema(Warehouse.SCHEMA)
                    .placeholders(Map.of("truth", Warehouse.truthOf(Warehouse.SCHEMA)))
                    .load());
            SchemaAtStart schema = new SchemaAtStart(migrations);
            postgres.stop();

            // When
            schema.start(null);

            // Then
            await().during(Duration.ofMillis(500)).until(() -> !migrations.done());
            postgres.start();
            await().atMost(Duration.ofSeconds(20)).until(migrations::done);
            schema.stop(null);
            try (Connection connection = postgres.connect();
                    ResultSet table =
                            connection.getMetaData().getTables(null, Warehouse.SCHEMA, "fact_booking", null)) {
                assertThat(table.next()).isTrue();
            }
        }
    }
}
