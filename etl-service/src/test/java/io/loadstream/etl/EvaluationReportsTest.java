package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.loadstream.etl.report.Report;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the evaluation page asks, of a real warehouse. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class EvaluationReportsTest {

    @BeforeEach
    void run() {
        given().post("/api/etl/run").then().statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(Report.class)
    void everyReportAnswersAndShowsItsSql(Report report) {
        given().get("/api/reports/{name}", report.slug())
                .then()
                .statusCode(200)
                .body("question", equalTo(report.question()));
        given().get("/api/reports/{name}/sql", report.slug())
                .then()
                .statusCode(200)
                .body(equalTo(report.sql()));
    }

    @Test
    void reportCanBeTakenAwayAsCsv() {
        given().get("/api/reports/freshness/csv")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Content-Disposition", containsString("freshness.csv"))
                .body(startsWith("facts,rows,newest_event_time\r\nbookings,"));
    }

    @Test
    void aPageOfRowsTellsHowManyThereAre() {
        // When, then
        given().get("/api/reports/freshness?limit=2&offset=1")
                .then()
                .body("rows.collect { it[0] }", contains("metrics", "decisions"))
                .body("offset", equalTo(1))
                .body("total", equalTo(4));
        given().get("/api/reports/freshness/csv?limit=1").then().header("X-Total-Count", "4");
        given().get("/api/reports/freshness/parquet?limit=1").then().header("X-Total-Count", "4");
        given().get("/api/reports/freshness").then().body("rows", hasSize(4)).body("total", equalTo(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reports/freshness?limit=0",
                "reports/freshness/csv?limit=10001",
                "reports/freshness/parquet?offset=-1",
                "etl/runs?limit=0",
                "etl/runs?limit=1001"
            })
    void aPageThatThereIsNotIsRefused(String address) {
        given().get("/api/" + address)
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("detail", containsString(" must "));
    }

    @Test
    void unknownReportIsAProblem() {
        given().get("/api/reports/weather")
                .then()
                .statusCode(404)
                .contentType(startsWith("application/problem+json"))
                .body("detail", containsString("weather"));
    }

    @Test
    void pageAndWhatItLoadsAreServed() {
        given().get("/").then().statusCode(200).body(containsString("What promotions did"));
        for (String asset :
                new String[] {"app/main.js", "shared/loadstream.css", "webjars/uplot/1.6.30/dist/uPlot.min.css"}) {
            given().get("/" + asset).then().statusCode(200);
        }
        given().get("/api/reports").then().statusCode(200).body("name", hasItem("effects"));
    }
}
