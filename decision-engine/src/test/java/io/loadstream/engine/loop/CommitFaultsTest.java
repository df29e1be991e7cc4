package io.loadstream.engine.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.engine.Broker;
import io.loadstream.engine.KafkaResource;
import io.loadstream.engine.loop.FailingClients.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a commit that fails leaves behind: nothing, in the topics and in the engine's memory. And no broker is found when the
 * engine starts.
 */
@QuarkusTest
@TestProfile(FailingClients.Profile.class)
@QuarkusTestResource(KafkaResource.class)
class CommitFaultsTest {

    private static final Instant NOW = Instant.parse("2026-03-06T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BURST = 10;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    FailingClients clients;

    @Inject
    LoopStatus status;

    private final EventWriter writer = new EventWriter();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void eachBookingIsAnsweredOnceWhateverBecomesOfACommit(Fault fault) {
        // Given
        String flight = "BA1_" + fault;
        try (Broker broker = new Broker(bootstrapServers)) {
            send(broker, "flight_lifecycle", scheduled(flight));
            book(broker, flight, 0);
            await().atMost(PATIENCE).until(() -> metrics(broker, flight).size() == BURST);

            // When
            clients.fail(fault);
            book(broker, flight, BURST);
            await().atMost(PATIENCE).until(clients::hasFailed);
            book(broker, flight, 2 * BURST);

            // Then
            await().atMost(PATIENCE).until(() -> metrics(broker, flight).size() >= 3 * BURST);
            assertThat(metrics(broker, flight))
                    .extracting(CabinInventoryMetrics::bookedSeats)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 3 * BURST).boxed().toList());
            assertThat(broker.readEvents("promo_decisions", PromotionTriggered.class).stream()
                            .filter(promotion -> promotion.flightId().equals(flight))
                            .map(promotion -> promotion.explanation().causedBy().offset()))
                    .hasSize(3 * BURST)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void engineTriesOnUntilABrokerIsFound() {
        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(status).returns(true, LoopStatus::isReady).returns(true, LoopStatus::isHopeful));
        assertThat(clients.firstFailed()).isTrue();
    }

    private static List<CabinInventoryMetrics> metrics(Broker broker, String flight) {
        return broker.readEvents("inventory_metrics", CabinInventoryMetrics.class).stream()
                .filter(metrics -> metrics.flightId().equals(flight))
                .toList();
    }

    private void book(Broker broker, String flight, int from) {
        for (int i = from; i < from + BURST; i++) {
            send(
                    broker,
                    "bookings",
                    new BookingCreated(
                            NOW.plusSeconds(i),
                            flight,
                            flight + '-' + i,
                            "WEB",
                            "K",
                            "GBP",
                            BigDecimal.TEN,
                            List.of(new BookingCreated.Passenger("P1", "13D", "Y")),
                            null));
        }
        broker.flush();
    }

    private static FlightScheduled scheduled(String flight) {
        return new FlightScheduled(
                NOW,
                flight,
                "BA",
                "LHR",
                "AMS",
                NOW.plus(Duration.ofMinutes(60)),
                NOW.plus(Duration.ofMinutes(120)),
                "A320",
                180,
                List.of(new FlightScheduled.Cabin("Y", 180)));
    }

    private void send(Broker broker, String topic, Event event) {
        broker.send(topic, event.flightId(), new String(writer.write(event), UTF_8));
    }
}
