package io.loadstream.engine.readmodel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingCreated.Passenger;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.embedded.EmbeddedRedis;
import io.loadstream.engine.Broker;
import io.loadstream.engine.KafkaResource;
import io.loadstream.engine.RedisResource;
import io.loadstream.engine.readmodel.FlightStore.Entry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@TestMethodOrder(OrderAnnotation.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(RedisResource.class)
class ReadModelTest {

    private static final Instant OPENED = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant DEPARTURE = Instant.parse("2026-03-06T08:00:00Z");

    /** A partition that this engine does not hold. */
    private static final int ANOTHERS = 99;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @Inject
    ReactiveRedisDataSource datasource;

    /** Told what {@link #datasource} is told, but a name that the certificate does not have. */
    @Inject
    @RedisClientName(RedisResource.MISNAMED)
    ReactiveRedisDataSource misnamed;

    @Inject
    ReadModel readModel;

    EmbeddedRedis redis;

    private final EventWriter writer = new EventWriter();
    private Broker broker;
    private int bookings;

    @BeforeEach
    void connect() {
        redis.start();
        broker = new Broker(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        broker.close();
    }

    @Test
    void redisIsReachedByTlsAndRefusedWhenItsCertificateIsAnothers() {
        // Given
        datasource.execute("PING").await().indefinitely();

        // When
        assertThatThrownBy(() -> misnamed.execute("PING").await().indefinitely())
                // Then
                .rootCause()
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void flightsAreWrittenAgainWhenRedisHasLostThem() {
        // Given
        send(scheduled("RM10_2026-03-06"), booked("RM10_2026-03-06"));
        awaitInRedis("RM10_2026-03-06", 1);

        // When
        datasource.execute("FLUSHALL").await().indefinitely();

        // Then
        awaitInRedis("RM10_2026-03-06", 1);
    }

    @Test
    void engineDecidesOnWithoutRedisAndRedisCatchesUp() {
        // Given
        send(scheduled("RM20_2026-03-06"), booked("RM20_2026-03-06"));
        awaitInRedis("RM20_2026-03-06", 1);

        // When
        redis.stop();
        send(booked("RM20_2026-03-06"), scheduled("RM21_2026-03-06"));

        // Then
        await().untilAsserted(() -> given().get("/api/flights/RM20_2026-03-06")
                .then()
                .statusCode(200)
                .body("booked_seats", equalTo(2)));
        await().untilAsserted(() -> given().get(ready)
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'read model' }.data.detail", startsWith("behind")));
        given().get("/api/flights")
                .then()
                .statusCode(200)
                .body("flights.flight_id", hasItems("RM20_2026-03-06", "RM21_2026-03-06"))
                .body("scope", equalTo("ENGINE"));

        // And when
        redis.start();

        // Then
        awaitInRedis("RM20_2026-03-06", 2);
        awaitInRedis("RM21_2026-03-06", 0);
    }

    @Test
    void flightsOfOtherEnginesAreAnsweredForBesideItsOwn() {
        // Given
        send(scheduled("RM30_2026-03-06"));
        awaitInRedis("RM30_2026-03-06", 0);

        // When
        FlightStore another = new FlightStore(datasource, "loadstream", network());
        String json = json(network(), "RM30_2026-03-06");
        another.write(List.of(new Entry("RM31_2026-03-06", ANOTHERS, 1, json.replace("RM30_", "RM31_"))))
                .await()
                .indefinitely();

        // Then
        given().get("/api/flights/RM31_2026-03-06")
                .then()
                .statusCode(200)
                .body("flight_id", equalTo("RM31_2026-03-06"))
                .body("total_seats", equalTo(180));
        given().get("/api/flights?after=RM29&limit=2")
                .then()
                .body("flights.flight_id", contains("RM30_2026-03-06", "RM31_2026-03-06"))
                .body("scope", equalTo("NETWORK"));
        given().get("/api/flights/RM39_2026-03-06").then().statusCode(404);
    }

    @Test
    void slowerWriterDoesNotUndoWhatALaterOneWrote() {
        // Given
        FlightStore store = new FlightStore(datasource, "test", "versions");

        // When
        write(store, entry("A", 5, "five"), Entry.gone("B", 7));
        write(store, entry("A", 4, "four"), entry("B", 6, "six"));

        // Then
        assertThat(store.read(List.of("A", "B")).await().indefinitely()).containsExactly("five");
        assertThat(store.idsAfter("", 10).await().indefinitely()).containsExactly("A");

        // And when
        write(store, Entry.gone("A", 6), entry("B", 8, "eight"));

        // Then
        assertThat(store.idsAfter("", 10).await().indefinitely()).containsExactly("B");
    }

    @Test
    void flightWhoseEndWasNeverToldLeavesRedisWhenAllIsWrittenAgainAndThoseOfOthersStay() {
        // Given
        String known = "RM60_2026-03-06";
        send(scheduled(known));
        awaitInRedis(known, 0);
        FlightStore store = new FlightStore(datasource, "loadstream", network());
        String json = json(network(), known);
        for (int partition = 0; partition < 4; partition++) {
            write(store, new Entry("RM6" + partition + "_ghost", partition, 0, json));
        }
        write(store, new Entry("RM69_of_another", ANOTHERS, 0, json));

        // When
        readModel.startOver(true);

        // Then
        await().untilAsserted(
                        () -> assertThat(store.idsAfter("RM6", 100).await().indefinitely())
                                .contains(known, "RM69_of_another")
                                .noneMatch(id -> id.endsWith("_ghost")));
        write(store, Entry.gone("RM69_of_another", 0));
    }

    /** Last, since it moves the partitions' time on. */
    @Test
    @Order(Integer.MAX_VALUE)
    void flightLeavesRedisWhenTheEngineForgetsIt() {
        // Given
        send(scheduled("RM40_2026-03-06"));
        awaitInRedis("RM40_2026-03-06", 0);

        // When
        // Into every partition, and twice: one event alone is not believed when it jumps days ahead.
        Instant later = Instant.parse("2026-03-10T08:00:00Z");
        for (int i = 0; i < 100; i++) {
            send(booked("RM" + (500 + i % 50) + "_2026-03-12", later.plusSeconds(i)));
        }

        // Then
        await().untilAsserted(
                        () -> assertThat(json(network(), "RM40_2026-03-06")).isNull());
        given().get("/api/flights/RM40_2026-03-06").then().statusCode(404);
    }

    private static Entry entry(String id, long version, String json) {
        return new Entry(id, 0, version, json);
    }

    private void write(FlightStore store, Entry... entries) {
        store.write(List.of(entries)).await().indefinitely();
    }

    private void awaitInRedis(String flightId, int bookedSeats) {
        await().untilAsserted(
                        () -> assertThat(json(network(), flightId)).contains("\"booked_seats\":" + bookedSeats + ','));
    }

    /** As somebody reads it who knows nothing but the keys. */
    private String json(String network, String flightId) {
        return text("HGET", "loadstream:{" + network + "}:flight:" + flightId, "json");
    }

    private String network() {
        return text("GET", "loadstream:network");
    }

    private String text(String command, String... arguments) {
        var response = datasource.execute(command, arguments).await().indefinitely();
        return response == null ? null : response.toString();
    }

    private void send(InputEvent... events) {
        for (InputEvent event : events) {
            String topic = event instanceof FlightScheduled ? "flight_lifecycle" : "bookings";
            broker.send(topic, event.flightId(), new String(writer.write(event), StandardCharsets.UTF_8));
        }
        broker.flush();
    }

    private static FlightScheduled scheduled(String flightId) {
        return new FlightScheduled(
                OPENED,
                flightId,
                "RM",
                "LHR",
                "AMS",
                DEPARTURE,
                DEPARTURE.plusSeconds(4_500),
                "A320",
                180,
                List.of(new FlightScheduled.Cabin("Y", 180)));
    }

    private BookingCreated booked(String flightId) {
        return booked(flightId, OPENED.plusSeconds(60));
    }

    private BookingCreated booked(String flightId, Instant at) {
        return new BookingCreated(
                at,
                flightId,
                "00000000-0000-4000-8000-%012d".formatted(++bookings),
                "WEB",
                "K",
                "GBP",
                BigDecimal.valueOf(120),
                List.of(new Passenger("P1", "13D", "Y")),
                null);
    }
}
