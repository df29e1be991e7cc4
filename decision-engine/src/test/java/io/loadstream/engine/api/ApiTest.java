package io.loadstream.engine.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loadstream.engine.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as it is documented, and what it refuses. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class ApiTest {

    @TestHTTPResource("/")
    URL address;

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/ready", "/q/metrics"})
    void healthAndMetricsAreNotWhereTheApiIs(String path) {
        given().get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app/main.js", "/shared/loadstream.css", "/api/policy"})
    void browserAsksForWhatItKeptBeforeItUsesItAgain(String path) {
        given().get(path).then().statusCode(200).header("Cache-Control", "no-cache");
    }

    @Test
    void pageThatABrowserKeptFromAnEarlierProcessIsSentAnew() {
        // Given
        Instant started =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

        // When
        String modified = given().get("/app/main.js").header("Last-Modified");

        // Then
        assertThat(ZonedDateTime.parse(modified, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isAfterOrEqualTo(started.truncatedTo(ChronoUnit.SECONDS));
        given().header("If-Modified-Since", modified).get("/app/main.js").then().statusCode(304);
    }

    @Test
    void whatHasItsVersionInItsPathIsKept() {
        given().get("/webjars/uplot/1.6.30/dist/uPlot.min.css")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("immutable"));
    }

    @Test
    void documentDescribesEveryEndpoint() {
        // When
        JsonPath document = given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // Then
        assertThat(document.getString("info.title")).isEqualTo("Loadstream decision-engine");
        Map<String, Map<String, Map<String, Object>>> paths = document.getMap("paths");
        assertThat(paths)
                .containsOnlyKeys(
                        "/api/flights",
                        "/api/flights/{id}",
                        "/api/flights/{id}/history",
                        "/api/decisions",
                        "/api/decisions/{id}",
                        "/api/policy",
                        "/api/policy/evaluate",
                        "/api/stream");
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (!method.equals("parameters")) {
                assertThat(operation).as("%s %s", method, path).containsKeys("summary", "tags");
                assertThat(operation.get("responses"))
                        .as("%s %s", method, path)
                        .asInstanceOf(map(String.class, Object.class))
                        .containsKeys("200", "default");
            }
        }));
        assertThat(document.getMap("components.schemas.Question.properties"))
                .containsKeys("minutes_to_departure", "load_factor");
        assertThat(document.getMap("components.schemas")).containsKey("Problem");
        assertThat(document.getList("paths.'/api/decisions'.get.parameters.name"))
                .containsExactlyInAnyOrder("before", "limit", "flight_id", "outcome", "rule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/flights?limit=0",
                "/api/flights?limit=1001",
                "/api/flights?limit=-1",
                "/api/decisions?limit=0"
            })
    void limitOutOfRangeIsAProblem(String path) {
        problem(given().get(path).then(), 400).body("detail", containsString("limit must be 1 to 1000"));
    }

    @Test
    void outcomeThatNoDecisionComesToIsAProblem() {
        problem(given().get("/api/decisions?outcome=lost").then(), 400)
                .body("detail", containsString("outcome must be one of triggered, suppressed, ended, suppressed_"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE flights; --",
                "<script>alert(1)</script>",
                "\u202Egnp.exe",
                "..%2f..%2fetc%2fpasswd",
                "%00"
            })
    void hostileIdIsAFlightThatNobodyKnows(String id) {
        problem(given().urlEncodingEnabled(true).get("/api/flights/{id}", id).then(), 404)
                .header("X-Content-Type-Options", "nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"text\"",
                "{\"minutes_to_departure\": \"soon\"}",
                "{\"unknown\": 1}",
                "{\"minutes_to_departure\": 44}",
                "{\"minutes_to_departure\": 44, \"load_factor\": -0.5}",
                "{\"minutes_to_departure\": 44, \"load_factor\": 0.5, \"policy\": \"name: [\"}"
            })
    void questionThatMakesNoSenseIsAProblem(String question) {
        problem(
                given().contentType("application/json")
                        .body(question)
                        .post("/api/policy/evaluate")
                        .then(),
                400);
    }

    @ParameterizedTest
    @CsvSource({"refusal, 400, what to change", "mistake, 500, its log says why", "silence, 503, try again later"})
    void failureIsAProblemThatKeepsItsCauseToItself(String kind, int status, String says) {
        problem(given().get("/test/failure/" + kind).then(), status)
                .body("detail", containsString(says))
                .body("detail", not(containsString("secret")));
    }

    @Test
    void otherContentTypesAreNotRead() {
        problem(
                given().contentType("application/xml")
                        .body("<x/>")
                        .post("/api/policy/evaluate")
                        .then(),
                415);
    }

    @Test
    void oversizedBodyIsRefused() {
        given().contentType("application/json")
                .body("{\"policy\": \"" + "x".repeat(100_000) + "\"}")
                .post("/api/policy/evaluate")
                .then()
                .statusCode(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../application.yaml",
                "/app/../../application.yaml",
                "/app/%2e%2e/%2e%2e/application.yaml",
                "/..%2fapplication.yaml",
                "/shared/..;/..;/application.yaml",
                "/app/....//....//application.yaml"
            })
    void pathTricksLeadNowhere(String path) throws IOException {
        // When
        String answer = raw(path);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("recent-decisions", "bootstrap");
    }

    @Test
    void pageMayLoadNothingFromElsewhere() {
        given().get("/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", startsWith("default-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer");
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(status));
    }

    /** As sent: clients tidy paths up. */
    private String raw(String path) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .formatted(path)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aGivenLoadFactorCountsToThreeDecimalsAsAFlightsOwnDoes() {
        given().contentType("application/json")
                .body("{\"minutes_to_departure\": 44, \"load_factor\": 0.7996}")
                .post("/api/policy/evaluate")
                .then()
                .body("inputs.load_factor", equalTo(0.8f))
                .body("offer", equalTo(false));
    }

    @Test
    void theDocumentedPolicyAnswersTheDocumentedQuestionAsDocumented() throws IOException {
        // Given
        String document = Files.readString(Path.of("../docs/policy.md"));
        ObjectMapper json = new ObjectMapper();
        String policy = block(document, "yaml\nname:");
        ObjectNode question = (ObjectNode) json.readTree(block(document, "json\n{\"minutes_to_departure\""));

        // When
        String answer = given().contentType("application/json")
                .body(question.put("policy", policy).toString())
                .post("/api/policy/evaluate")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        // Then
        assertThat(json.readTree(answer)).isEqualTo(json.readTree(block(document, "json\n{\"policy\"")));
        assertThat(policy.lines().map(line -> line.replaceFirst("^[ -]*", "").replaceFirst(":.*", "")))
                .allSatisfy(key -> assertThat(document).containsPattern("(?m)^\\| `(holdout\\.)?" + key + "` \\|"));
    }

    /** The fenced block that begins so. */
    private static String block(String document, String beginning) {
        int from = document.indexOf("```" + beginning);
        assertThat(from).as(beginning).isNotNegative();
        int content = document.indexOf('\n', from) + 1;
        return document.substring(content, document.indexOf("```", content));
    }

    /** The predecessor's rule, asked for around each of its limits. */
    @Test
    void evaluationFollowsThePredecessorsRuleOnAGridOfInputs() {
        for (int minutes : new int[] {0, 1, 43, 44, 45, 46, 88, 89, 90, 91, 10_000}) {
            for (double loadFactor : new double[] {0, 0.5, 0.699, 0.7, 0.701, 0.799, 0.8, 0.801, 1, 1.2}) {
                double expected = minutes < 45 && loadFactor < 0.80 ? 25 : minutes < 90 && loadFactor < 0.70 ? 10 : 0;

                JsonPath answer = given().contentType("application/json")
                        .body(Map.of("minutes_to_departure", minutes, "load_factor", loadFactor))
                        .post("/api/policy/evaluate")
                        .jsonPath();

                String inputs = minutes + " minutes, load factor " + loadFactor;
                Number discount = answer.get("discount_percentage");
                assertThat(answer.getBoolean("offer")).as(inputs).isEqualTo(expected > 0);
                assertThat(discount == null ? 0 : discount.doubleValue())
                        .as(inputs)
                        .isEqualTo(expected);
            }
        }
    }
}
