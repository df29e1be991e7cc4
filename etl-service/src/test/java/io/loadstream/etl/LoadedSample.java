package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import java.sql.SQLException;
import java.util.List;

/** A warehouse with a few flights in it, for tests of other packages. */
public final class LoadedSample {

    private LoadedSample() {}

    public static void load(LakeStore store, EmbeddedParts parts) throws SQLException {
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        List<Event> events = SampleFlights.events(8, 8);
        for (Topic topic : Topic.values()) {
            lake.append(events.stream().filter(event -> event.topic() == topic).toList());
        }
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
    }
}
