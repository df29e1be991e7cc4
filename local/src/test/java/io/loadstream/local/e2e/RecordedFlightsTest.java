package io.loadstream.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.embedded.Folders;
import io.loadstream.lake.LakeStore;
import io.loadstream.local.dashboards.Answer;
import io.loadstream.local.dashboards.Panel;
import io.loadstream.local.dashboards.Prometheus;
import io.loadstream.local.demo.BoundedRun;
import io.loadstream.local.e2e.IterationOneRule.Promotion;
import io.loadstream.local.result.Check;
import io.loadstream.local.result.Claims;
import io.loadstream.local.result.DeadLetter;
import io.loadstream.local.result.RunResult;
import io.loadstream.local.run.Feed;
import io.loadstream.local.run.Pipeline;
import io.loadstream.local.run.PipelineSettings;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.run.Service;
import io.loadstream.local.text.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged services over real parts, fed with the recorded events twice: as they are, and with bad lines among them
 * and garbage put straight onto the topics.
 */
class RecordedFlightsTest {

    private static final ProjectHome HOME = ProjectHome.find();
    private static final Path RECORDING = HOME.root().resolve("recordings/iteration-1");
    private static final Pattern TRACE_ID = Pattern.compile(",\"trace_id\":\"([0-9a-f]{32})\"");
    private static final int SPANS_OF_A_DECISION = 7;
    /** An hour of recorded events in two seconds. */
    private static final int SPEED = 1_800;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String GARBAGE = "{\"event_type\":\"BookingCreated\",\"event_time\":";

    private static RunResult clean;
    private static List<String> cleanDecisions;
    private static List<String> cleanMetrics;
    private static String generatorUrl;
    private static boolean preferredPortIsOurs;
    private static boolean dataIsGone;

    private static RunResult withBadLines;
    private static List<String> decisionsAmongBadInput;
    private static List<String> metricsAmongBadInput;
    private static List<String> followed;
    private static Map<Service, String> scraped;
    private static RunResult attacked;
    private static Throwable largeRecord;
    private static List<String> hostileMetrics;
    private static final List<HostileText> HOSTILE = HostileText.everywhere();
    private static List<HostileText.Place> places;
    private static RunResult afterHostileTexts;
    private static WhereTextsLie lie;
    private static Throwable afterArchiverDied;
    private static List<Answer> dashboards = List.of();
    private static List<String> alertRules = List.of();

    @BeforeAll
    static void runBoth(@TempDir Path scratch) throws IOException, ExecutionException, SQLException {
        runClean();
        runWithBadInput(recordingWithBadLines(scratch));
    }

    private static void runClean() throws IOException {
        try (ServerSocket taken = occupy(Service.EVENT_GENERATOR.preferredPort())) {
            RunFolder folder = RunFolder.create(HOME);
            try (Pipeline pipeline = start(folder, settings(RECORDING))) {
                clean = new BoundedRun(pipeline, Progress.silent()).toTheEnd();
                String kafka = pipeline.parts().kafka().bootstrapServers();
                cleanDecisions = TopicText.read(kafka, "promo_decisions");
                cleanMetrics = TopicText.read(kafka, "inventory_metrics");
                generatorUrl = pipeline.service(Service.EVENT_GENERATOR).url();
                preferredPortIsOurs = taken.getLocalPort() == Service.EVENT_GENERATOR.preferredPort();
            }
            dataIsGone = Files.notExists(folder.data());
            Folders.delete(folder.path());
        }
    }

    private static void runWithBadInput(Path recording) throws IOException, ExecutionException, SQLException {
        RunFolder folder = RunFolder.create(HOME);
        try (SpanCollector collector = new SpanCollector();
                Pipeline pipeline = start(folder, followed(recording, collector.endpoint()));
                Prometheus prometheus = Prometheus.find()
                        .map(program -> Prometheus.beside(pipeline, HOME, program))
                        .orElse(null)) {
            pipeline.service(Service.EVENT_GENERATOR).post("/api/run/speed?value=" + SPEED, ANSWER);
            BoundedRun run = new BoundedRun(pipeline, Progress.silent());
            withBadLines = run.toTheEnd();
            String kafka = pipeline.parts().kafka().bootstrapServers();
            TopicText.send(kafka, "bookings", "BA210_2025-11-28", GARBAGE);
            TopicText.send(kafka, "seat_inventory", "BA210_2025-11-28", "{\"event_type\":\"Rain\"}");
            TopicText.send(kafka, "flight_lifecycle", null, null);
            Attack attack = new Attack(kafka);
            largeRecord = attack.largeRecord();
            attack.largeRecordMadeSmall();
            attack.hostileFlight();
            attack.foreignTopic();
            attacked = run.settle(Claims.NONE);
            hostileMetrics = TopicText.read(kafka, "inventory_metrics").stream()
                    .filter(record -> record.startsWith(Attack.FLIGHT_ID))
                    .toList();
            places = HostileText.send(kafka, HOSTILE);
            afterHostileTexts = run.settle(Claims.NONE);
            try (LakeStore store = LakeStore.open(pipeline.parts().lake());
                    Connection warehouse = pipeline.parts().postgres().connect()) {
                lie = WhereTextsLie.read(store, warehouse);
            }
            List<String> decisions = ofRecordedFlights(TopicText.read(kafka, "promo_decisions"));
            metricsAmongBadInput = ofRecordedFlights(TopicText.read(kafka, "inventory_metrics"));
            decisionsAmongBadInput = decisions.stream()
                    .map(record -> TRACE_ID.matcher(record).replaceAll(""))
                    .toList();
            scraped = Map.of(
                    Service.EVENT_GENERATOR,
                            pipeline.service(Service.EVENT_GENERATOR).metrics(),
                    Service.DECISION_ENGINE,
                            pipeline.service(Service.DECISION_ENGINE).metrics(),
                    Service.LAKE_ARCHIVER,
                            pipeline.service(Service.LAKE_ARCHIVER).metrics(),
                    Service.ETL_SERVICE, pipeline.service(Service.ETL_SERVICE).metrics());
            followed = awaitTrace(collector, decisions.getLast());
            askDashboards(pipeline, prometheus);
            pipeline.service(Service.LAKE_ARCHIVER).kill();
            try {
                pipeline.checkAlive();
            } catch (RunFailedException e) {
                afterArchiverDied = e;
            }
        }
        Folders.delete(folder.path());
    }

    private static void askDashboards(Pipeline pipeline, Prometheus prometheus) {
        if (prometheus == null) {
            return;
        }
        prometheus.await("loadstream_etl_newest_age_seconds");
        try (Connection warehouse = pipeline.parts().postgres().connect()) {
            dashboards = Answer.of(Panel.all(HOME), prometheus, warehouse);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        alertRules = prometheus.rules();
    }

    private static Pipeline start(RunFolder folder, PipelineSettings settings) {
        return Pipeline.start(HOME, folder, settings, false, Progress.silent());
    }

    private static PipelineSettings settings(Path recording) {
        return PipelineSettings.of(new Feed.Replay(recording, 0), "iteration-1");
    }

    /** With every record followed, and so slowly at first that whoever looks on is there when events flow. */
    private static PipelineSettings followed(Path recording, String collector) {
        Map<String, String> tracing = Map.of("LOADSTREAM_TRACING_ENDPOINT", collector, "LOADSTREAM_TRACING_SHARE", "1");
        return PipelineSettings.of(new Feed.Replay(recording, 1), "iteration-1")
                .with(Service.EVENT_GENERATOR, tracing)
                .with(Service.DECISION_ENGINE, tracing)
                .with(Service.LAKE_ARCHIVER, tracing);
    }

    private static List<String> ofRecordedFlights(List<String> records) {
        return records.stream()
                .filter(record -> !record.startsWith(Attack.FLIGHT_ID)
                        && !HostileText.MARKER.matcher(record).find())
                .toList();
    }

    /** Services send their spans every other second. */
    private static List<String> awaitTrace(SpanCollector collector, String decision) {
        Matcher traceId = TRACE_ID.matcher(decision);
        assertThat(traceId.find()).as(decision).isTrue();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<String> trace = List.of();
        while (trace.size() < SPANS_OF_A_DECISION && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            trace = collector.trace(traceId.group(1));
        }
        return trace;
    }

    /** Somebody else may hold it already, and may give it back at any time. */
    private static ServerSocket occupy(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException takenBySomebodyElse) {
            return new ServerSocket(0);
        }
    }

    private static Path recordingWithBadLines(Path scratch) throws IOException {
        Files.copy(RECORDING.resolve("flight_lifecycle.jsonl"), scratch.resolve("flight_lifecycle.jsonl"));
        List<String> lines = new ArrayList<>(Files.readAllLines(RECORDING.resolve("bookings.jsonl")));
        String booking = lines.get(0);
        lines.add(9, "{\"event_type\": \"BookingCreated\", \"fli");
        lines.add(19, booking.replace("BookingCreated", "BookingTeleported"));
        lines.add(
                29,
                booking.replaceFirst("(\"total_price\": ?)([0-9.\"]+)", "$1-5").replaceFirst("BKG", "NEG"));
        Files.write(scratch.resolve("bookings.jsonl"), lines);
        return scratch;
    }

    @Test
    void everyEventIsOnceInTheLakeAndTheWarehouse() {
        assertThat(clean.checks())
                .allSatisfy(check -> assertThat(check.holds())
                        .as("%s: %d before, %d after", check.what(), check.expected(), check.actual())
                        .isTrue());
        assertThat(clean.checks()).extracting(Check::what).contains("bookings -> lake", "input topics -> engine");
        assertThat(clean.topics().records("flight_lifecycle")).isEqualTo(3);
        assertThat(clean.topics().records("bookings")).isEqualTo(539);
        assertThat(clean.topics().records("inventory_metrics")).isEqualTo(539);
        assertThat(clean.lake().rows("bookings")).isEqualTo(539);
        assertThat(clean.warehouse().rows("fact_booking")).isEqualTo(539);
        assertThat(clean.warehouse().distinctBookings()).isEqualTo(539);
        assertThat(clean.warehouse().rows("dim_flight")).isEqualTo(3);
        assertThat(clean.topics().deadLetters()).isEmpty();
    }

    @Test
    void promotionsAreThoseOfTheRuleAndNoOthers() throws IOException {
        // Given
        List<Promotion> expected = IterationOneRule.decide(RECORDING);

        // When
        List<Promotion> decided = cleanDecisions.stream()
                .map(record -> record.substring(record.indexOf('{')))
                .map(json -> (PromotionTriggered) EventReader.read(json.getBytes(StandardCharsets.UTF_8)))
                .map(event -> new Promotion(
                        event.flightId(),
                        event.eventTime(),
                        event.discountPercentage(),
                        event.currentLoadFactor(),
                        event.minutesToDeparture()))
                .toList();

        // Then
        assertThat(expected).isNotEmpty();
        assertThat(decided).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void sameEventsGiveTheSameDecisionsByteForByteInEveryRunFollowedOrNot() {
        assertThat(cleanMetrics).hasSize(539);
        assertThat(metricsAmongBadInput).containsExactlyElementsOf(cleanMetrics);
        assertThat(decisionsAmongBadInput).isNotEmpty().containsExactlyElementsOf(cleanDecisions);
    }

    @Test
    void bookingIsFollowedFromTheGeneratorToItsDecisionInTheLake() {
        assertThat(followed)
                .containsExactlyInAnyOrder(
                        "event-generator: send bookings",
                        "lake-archiver: archive bookings < send bookings",
                        "decision-engine: process bookings < send bookings",
                        "decision-engine: send inventory_metrics < process bookings",
                        "lake-archiver: archive inventory_metrics < send inventory_metrics",
                        "decision-engine: send promo_decisions < process bookings",
                        "lake-archiver: archive promo_decisions < send promo_decisions");
    }

    @ParameterizedTest
    @CsvSource({
        "EVENT_GENERATOR, loadstream_generator_",
        "DECISION_ENGINE, loadstream_engine_",
        "LAKE_ARCHIVER, loadstream_archive_",
        "ETL_SERVICE, loadstream_etl_",
        "ETL_SERVICE, loadstream_quality_"
    })
    void serviceMeasuresWhatTheGuideSays(Service service, String prefix) throws IOException {
        assertThat(DocumentedMetrics.missing(HOME.root(), scraped.get(service), prefix))
                .isEmpty();
        assertThat(scraped.get(service)).contains("\n" + prefix);
    }

    @Test
    void everyPanelOfTheDashboardsIsAnsweredByARealPrometheusAndTheWarehouse() {
        assumeTrue(
                Prometheus.find().isPresent(),
                "no Prometheus here: install it, or name the program by PROMETHEUS, to test the dashboards");

        assertThat(dashboards)
                .hasSizeGreaterThan(40)
                .allSatisfy(answer ->
                        assertThat(answer.problem()).as(answer.panel().title()).isNull());
        // No recorded flight departs, so some panels about departed flights have nothing to show.
        assertThat(dashboards)
                .filteredOn(answer -> answer.panel().queries().getFirst() instanceof Panel.Query.OfMetrics)
                .hasSizeGreaterThan(20)
                .allSatisfy(answer ->
                        assertThat(answer.holds()).as(answer.panel().title()).isTrue());
        assertThat(alertRules)
                .hasSizeGreaterThan(10)
                .allSatisfy(rule -> assertThat(rule).endsWith(" ok"));
    }

    @Test
    void badLinesAreToldWithFileAndLineAndTheRestFlowsOn() {
        assertThat(withBadLines.reconciled()).isTrue();
        assertThat(withBadLines.topics().records("bookings")).isEqualTo(539);
        assertThat(withBadLines.lake().rows("event-generator.dead_letters")).isEqualTo(3);
        assertThat(withBadLines.topics().deadLetters())
                .extracting(letter -> letter.source().replaceFirst(".*/", ""))
                .containsExactlyInAnyOrder("bookings.jsonl:10", "bookings.jsonl:20", "bookings.jsonl:30");
        assertThat(withBadLines.topics().deadLetters())
                .extracting(DeadLetter::reason)
                .anyMatch(reason -> reason.contains("not valid JSON"))
                .anyMatch(reason -> reason.contains("BookingTeleported"))
                .anyMatch(reason -> reason.contains("total_price must not be negative: -5"));
    }

    @Test
    void garbageOnTopicsIsToldWithTopicPartitionAndOffsetAndTheRestFlowsOn() {
        assertThat(attacked.checks()).allMatch(Check::holds);
        assertThat(attacked.lake().rows("bookings")).isEqualTo(542);
        assertThat(attacked.warehouse().rows("fact_booking")).isEqualTo(540);
        assertThat(attacked.topics().deadLetters())
                .filteredOn(letter -> letter.topic().equals("decision-engine.dead_letters"))
                .extracting(DeadLetter::source)
                .anyMatch(source -> source.startsWith("bookings-0 @ "))
                .anyMatch(source -> source.equals("seat_inventory-0 @ 0"))
                .anyMatch(source -> source.startsWith("flight_lifecycle-0 @ "));
        assertThat(attacked.lake().rows("decision-engine.dead_letters")).isEqualTo(4);
    }

    @Test
    void recordOfTenMegabytesIsRefusedByTheBrokerOrBecomesADeadLetterAndTheRestFlowsOn() {
        assertThat(largeRecord).isInstanceOf(RecordTooLargeException.class);
        assertThat(attacked.checks()).allMatch(Check::holds);
        assertThat(attacked.lake().rows("decision-engine.dead_letters")).isEqualTo(4);
        assertThat(attacked.topics().deadLetters())
                .filteredOn(letter -> letter.topic().equals("decision-engine.dead_letters"))
                .extracting(DeadLetter::source)
                .filteredOn(source -> source.startsWith("bookings-0 @ "))
                .hasSize(2);
    }

    @Test
    void flightWithAHostileNameAndABookingWithAHostileTraceAreLikeAnyOther() {
        assertThat(attacked.warehouse().rows("fact_booking")).isEqualTo(540);
        assertThat(attacked.warehouse().flights()).isEqualTo(4);
        assertThat(hostileMetrics).hasSize(1);
    }

    @Test
    void everyTextOfEveryEventIsStoredAsItIsOrRefusedAndNothingElseIsAffected() {
        // Given
        Set<String> deadLetters = afterHostileTexts.topics().deadLetters().stream()
                .filter(letter -> letter.topic().equals("decision-engine.dead_letters"))
                .map(DeadLetter::source)
                .collect(Collectors.toSet());
        SoftAssertions softly = new SoftAssertions();
        Map<String, Boolean> fateOfHarmless = new HashMap<>();

        for (int i = 0; i < HOSTILE.size(); i++) {
            HostileText hostile = HOSTILE.get(i);
            HostileText.Place place = places.get(i);
            boolean deadLetter = deadLetters.contains(place.toString());

            // Then the lake has it as it came, and says of what is no event that it is none
            softly.assertThat(lie.records().get(place))
                    .as("%s in the lake", hostile)
                    .isEqualTo(hostile.json());
            if (hostile.allowed()) {
                softly.assertThat(lie.refused()).as("%s in the lake", hostile).doesNotContainKey(place);
            } else {
                softly.assertThat(lie.refused().get(place))
                        .as("%s in the lake", hostile)
                        .contains(hostile.fieldName());
            }
            // And the engine takes it as it takes the harmless event of its type, or refuses it
            if (hostile.isHarmless()) {
                softly.assertThat(hostile.allowed()).as("%s allowed", hostile).isTrue();
                fateOfHarmless.put(hostile.type(), deadLetter);
            }
            if (hostile.isInput()) {
                softly.assertThat(deadLetter)
                        .as("%s among the dead letters", hostile)
                        .isEqualTo(!hostile.allowed() || fateOfHarmless.get(hostile.type()));
            }
            // And the warehouse has it letter by letter, or nothing of it but the reason of its refusal
            List<String> found = lie.texts().stream()
                    .filter(text -> text.contains(hostile.marker()))
                    .toList();
            if (hostile.allowed()) {
                softly.assertThat(found)
                        .as("%s in the warehouse", hostile)
                        .allMatch(hostile::isLiterallyIn)
                        .anyMatch(text -> text.contains(hostile.text()));
            } else {
                softly.assertThat(found)
                        .as("%s in the warehouse", hostile)
                        .allMatch(text -> text.startsWith("record is no event: "));
            }
        }
        softly.assertAll();
        assertThat(HOSTILE.stream().filter(hostile -> !hostile.isHarmless() && hostile.allowed()))
                .as("texts of any kind, ids among them, twice each")
                .hasSizeGreaterThan(90);
        assertThat(afterHostileTexts.checks()).allMatch(Check::holds);
    }

    @Test
    void topicOutsideTheContractIsLeftAlone() {
        assertThat(attacked.lake().rows(Attack.FOREIGN_TOPIC)).isZero();
    }

    @Test
    void portThatIsTakenIsAvoided() {
        assumeTrue(preferredPortIsOurs, "somebody else on this machine used the port while the test began");

        assertThat(generatorUrl).doesNotEndWith(":" + Service.EVENT_GENERATOR.preferredPort());
    }

    @Test
    void nothingButLogsIsLeft() {
        assertThat(dataIsGone).isTrue();
    }

    @Test
    void serviceThatDiesIsNamedWithTheEndOfItsLog() {
        assertThat(afterArchiverDied)
                .hasMessageContaining("lake-archiver stopped by itself (exit status 137)")
                .hasMessageContaining("The end of its log")
                .hasMessageContaining("archiving [");
    }

    @Test
    void serviceThatWasNotBuiltIsNamedWithWhatToDo(@TempDir Path elsewhere) {
        ProjectHome unbuilt = new ProjectHome(elsewhere);

        assertThatThrownBy(() -> unbuilt.program(Service.DECISION_ENGINE))
                .hasMessageContaining("decision-engine is not built")
                .hasMessageContaining("./mvnw package");
    }
}
