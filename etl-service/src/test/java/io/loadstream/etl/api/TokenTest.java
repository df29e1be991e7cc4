package io.loadstream.etl.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.embedded.ServerCertificate;
import io.loadstream.etl.WarehouseParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may change something here, once a token is set. */
@QuarkusTest
@QuarkusTestResource(
        value = WarehouseParts.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = WarehouseParts.TLS, value = "verify-full"))
@TestProfile(TokenTest.WithToken.class)
class TokenTest {

    private static final String TOKEN = "token-of-this-test-alone";

    /** Set by {@link WarehouseParts}. */
    EmbeddedParts parts;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @ParameterizedTest
    @ValueSource(strings = {"/api/etl/run", "/api/etl/rebuild", "/api/etl/gold", "/api/etl/audit"})
    void changesNeedTheToken(String path) {
        given().post(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType(startsWith("application/problem+json"));
        given().header("Authorization", "Bearer " + TOKEN + "x")
                .post(path)
                .then()
                .statusCode(401);
        given().queryParam("token", TOKEN).post(path).then().statusCode(401);
    }

    @Test
    void tokenLetsThemPassAndReadingNeedsNone() {
        // When
        given().header("Authorization", "Bearer " + TOKEN)
                .post("/api/etl/run")
                .then()
                .statusCode(200)
                .body("status", equalTo("SUCCEEDED"));

        // Then
        given().get("/api/etl/runs").then().statusCode(200);
        given().get(ready).then().statusCode(200);
    }

    @Test
    void theLoaderSpeaksToPostgresByTlsAlone() throws SQLException {
        // Given
        given().header("Authorization", "Bearer " + TOKEN)
                .post("/api/etl/run")
                .then()
                .statusCode(200);

        // When
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect();
                Statement statement = connection.createStatement();
                ResultSet others = statement.executeQuery("""
                        SELECT count(*) FILTER (WHERE ssl), count(*) FILTER (WHERE NOT ssl)
                          FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                        """)) {
            // Then
            assertThat(others.next()).isTrue();
            assertThat(others.getInt(1)).isPositive();
            assertThat(others.getInt(2)).isZero();
        }
    }

    @Test
    void aPostgresThatSomebodyElseVouchesForIsRefused(@TempDir Path folder) {
        // Given
        String other = ServerCertificate.in(folder).certificate().toString();

        // When
        assertThatThrownBy(() -> DriverManager.getConnection(
                        url.replaceFirst("sslrootcert=.*", "sslrootcert=" + other), EmbeddedPostgres.USER, "any"))
                // Then
                .hasStackTraceContaining("CertPathValidatorException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs' OR '1'='1",
                "effects; DROP TABLE dw.fact_booking",
                "../../db/migration/V1__control",
                "..%2fgold%2ffact_booking",
                "EFFECTS"
            })
    void reportThatDoesNotExistIsNotLookedFor(String name) {
        given().get("/api/reports/{name}", name).then().statusCode(404);
        given().get("/api/reports/{name}/sql", name).then().statusCode(404);
    }

    @Test
    void documentDescribesEveryEndpoint() {
        Map<String, Object> paths = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("paths");

        assertThat(paths)
                .containsOnlyKeys(
                        "/api/etl/run",
                        "/api/etl/rebuild",
                        "/api/etl/gold",
                        "/api/etl/audit",
                        "/api/etl/pending",
                        "/api/etl/runs",
                        "/api/reports",
                        "/api/reports/{name}",
                        "/api/reports/{name}/sql",
                        "/api/reports/{name}/csv",
                        "/api/reports/{name}/parquet");
    }

    public static final class WithToken implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("loadstream.http.token", TOKEN);
        }
    }
}
