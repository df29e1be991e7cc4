package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.checks.Repository;
import io.loadstream.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles of the deployments, the migrations and the dashboards' queries on one real Postgres. */
class WarehouseRolesTest {

    private static final String DATABASE = "postgres";

    private static final Map<String, String> PASSWORDS =
            Map.of("LOADER_PASSWORD", "of-the-loader", "REPORTING_PASSWORD", "of-the-dashboards");

    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("(?m)^\\\\getenv (\\w+) (\\w+)$");

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void makeRolesAndTables() throws Exception {
        postgres = EmbeddedPostgres.in(folder.resolve("postgres"));
        try (Connection superuser = postgres.connect();
                Statement statement = superuser.createStatement()) {
            statement.execute(roles());
        }
        try (Connection loader = connect("loadstream_loader");
                Statement statement = loader.createStatement()) {
            statement.execute("CREATE SCHEMA dw");
            statement.execute("SET search_path TO dw");
            for (Path migration : migrations()) {
                statement.execute(Repository.read(migration)
                        .replace("${flyway:defaultSchema}", "dw")
                        .replace("${truth}", "simulation_truth"));
            }
        }
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void noPasswordIsAnArgumentThatOtherProcessesSee() throws IOException {
        assertThat(Files.readString(arguments()))
                .contains("--set=ON_ERROR_STOP=1")
                .doesNotContain(PASSWORDS.values().toArray(String[]::new));
    }

    @Test
    void theDashboardsQueriesRunAsTheReadOnlyUser() throws Exception {
        try (Connection dashboards = connect("loadstream_dashboards");
                Statement statement = dashboards.createStatement()) {
            List<String> queries = queries();
            assertThat(queries).hasSizeGreaterThan(10);
            for (String query : queries) {
                // Grafana puts the time range in place of its macro.
                statement.execute(query.replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 BETWEEN now() AND now()"));
            }
        }
    }

    @Test
    void theReadOnlyUserChangesNothing() throws Exception {
        try (Connection dashboards = connect("loadstream_dashboards");
                Statement statement = dashboards.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            for (String change : List.of(
                    "DELETE FROM dw.fact_booking",
                    "UPDATE dw.load_offset SET next_offset = 0",
                    "CREATE TABLE dw.mine (id int)",
                    "CREATE TABLE public.mine (id int)",
                    "CREATE TEMPORARY TABLE mine (id int)",
                    "CREATE SCHEMA mine",
                    "DROP TABLE dw.fact_booking")) {
                assertThatThrownBy(() -> statement.execute(change)).as(change).hasMessageContaining("ERROR");
            }
        }
    }

    @Test
    void theLoaderMayDoWhatLoadsAndRebuildsDo() throws Exception {
        try (Connection loader = connect("loadstream_loader");
                Statement statement = loader.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE staged (LIKE dw.fact_booking)");
            statement.execute("INSERT INTO dw.fact_booking SELECT * FROM staged");
            statement.execute("CREATE SCHEMA dw_next");
            statement.execute("ALTER SCHEMA dw_next RENAME TO dw_new");
            statement.execute("DROP SCHEMA dw_new CASCADE");
        }
    }

    @Test
    void theLoaderMakesNoRolesAndReadsNoFiles() throws Exception {
        try (Connection loader = connect("loadstream_loader");
                Statement statement = loader.createStatement()) {
            for (String overreach : List.of(
                    "CREATE ROLE mine SUPERUSER",
                    "ALTER ROLE loadstream_loader SUPERUSER",
                    "COPY (SELECT 1) TO PROGRAM 'true'",
                    "SELECT pg_read_file('postgresql.conf')")) {
                assertThatThrownBy(() -> statement.execute(overreach))
                        .as(overreach)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    /** What the script has psql run, with the variables put in as psql does it. */
    private static String roles() throws Exception {
        Path psql = Files.writeString(
                folder.resolve("psql"), "#!/bin/sh\necho \"$@\" > \"$ARGUMENTS\"\ncat > \"$INPUT\"\n");
        assertThat(psql.toFile().setExecutable(true)).isTrue();
        Path input = folder.resolve("input");
        ProcessBuilder script = new ProcessBuilder(
                        Repository.ROOT.resolve("deploy/compose/roles.sh").toString())
                .inheritIO();
        Map<String, String> environment = script.environment();
        environment.put("PATH", folder + ":" + environment.get("PATH"));
        environment.put("ARGUMENTS", arguments().toString());
        environment.put("INPUT", input.toString());
        environment.putAll(PASSWORDS);
        assertThat(script.start().waitFor()).isZero();

        String sql = Files.readString(input).replace(":\"database\"", DATABASE);
        for (MatchResult variable : FROM_ENVIRONMENT.matcher(sql).results().toList()) {
            String password = PASSWORDS.get(variable.group(2));
            assertThat(password).as(variable.group()).isNotNull();
            sql = sql.replace(variable.group(), "").replace(":'" + variable.group(1) + "'", "'" + password + "'");
        }
        return sql;
    }

    private static Path arguments() {
        return folder.resolve("arguments");
    }

    private static List<Path> migrations() {
        return Repository.files(".sql").stream()
                .filter(file -> file.toString().contains("etl-service/src/main/resources/db/migration/V"))
                .sorted(Comparator.comparingInt(WarehouseRolesTest::version))
                .toList();
    }

    private static int version(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("^V(\\d+)__.*", "$1"));
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (Path file : DashboardTest.dashboards().toList()) {
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            for (JsonNode sql : dashboard.findValues("rawSql")) {
                queries.add(sql.asText());
            }
        }
        return queries;
    }

    private static Connection connect(String user) throws SQLException {
        return DriverManager.getConnection("jdbc:" + postgres.reactiveUrl() + "?user=" + user + "&password=any");
    }
}
