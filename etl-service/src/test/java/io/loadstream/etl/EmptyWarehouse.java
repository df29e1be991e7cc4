package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A migrated warehouse without rows beside an empty lake: sooner there than by a rebuild. */
final class EmptyWarehouse {

    private static final String TABLES = """
            SELECT string_agg(format('%I.%I', table_schema, table_name), ', ')
              FROM information_schema.tables
             WHERE table_schema IN ('dw', 'simulation_truth') AND table_type = 'BASE TABLE'
               AND table_name NOT IN ('flyway_schema_history', 'dim_date', 'dim_airport')
            """;

    private EmptyWarehouse() {}

    /** @return the lake */
    static TestLake with(LakeStore store, EmbeddedPostgres postgres) throws SQLException {
        TestLake lake = TestLake.empty(store);
        // Migrates, when this is the first test.
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = Dump.strings(connection, TABLES);
            statement.execute("TRUNCATE " + tables.getFirst());
            // Those that events told, not the ones that every warehouse begins with.
            statement.execute("DELETE FROM dw.dim_airport WHERE latitude IS NULL");
        }
        return lake;
    }
}
