package io.loadstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void serverThatIsKilledComesBackWithWhatWasCommitted(@TempDir Path folder) throws SQLException {
        // Given
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder.resolve("postgres"))) {
            try (Connection connection = postgres.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table flight(id text primary key)");
                statement.execute("insert into flight values ('LS1')");
            }
            assertThat(postgres.pids()).isNotEmpty();

            // When
            postgres.kill();
            assertThat(postgres.isRunning()).isFalse();
            postgres.start();

            // Then
            try (Connection connection = postgres.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id from flight")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("LS1");
            }
        }
        assertThat(Files.exists(folder.resolve("postgres"))).isFalse();
    }
}
