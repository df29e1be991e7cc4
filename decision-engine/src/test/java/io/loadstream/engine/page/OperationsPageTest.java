package io.loadstream.engine.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.embedded.Browser;
import io.loadstream.embedded.OpenPages;
import io.loadstream.engine.Broker;
import io.loadstream.engine.KafkaResource;
import io.loadstream.engine.live.PipelineFigures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The operations page in a real browser, on a real engine and broker. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(SeasonProfile.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationsPageTest {

    /** Frames a second say something on a quiet machine alone. */
    private static final boolean MEASURING = System.getProperty("loadstream.page.flights") != null;

    private static final int FLIGHTS = Integer.getInteger("loadstream.page.flights", 300);

    /** Where to leave pictures of the page: {@code -Dloadstream.screenshots=docs/images} makes those of the README. */
    private static final Path PICTURES = Path.of(System.getProperty("loadstream.screenshots", "target/screenshots"));

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final int EVENTS_A_SECOND = 2_000;
    private static final Duration MOVING = Duration.ofSeconds(Integer.getInteger("loadstream.page.seconds", 2));

    private static final int EVENTS = Integer.getInteger("loadstream.page.events", 2_000);

    private static boolean seasonSent;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource("/")
    URL page;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Inject
    PipelineFigures figures;

    private final EventWriter writer = new EventWriter();
    private Browser browser;

    @BeforeEach
    void openPage() {
        Optional<Browser> found = Browser.find();
        assumeTrue(found.isPresent(), "no browser here: install chromium and chromium-driver to test the page");
        browser = found.get();
        if (!seasonSent) {
            seasonSent = true;
            send(Season.of(FLIGHTS));
        }
        browser.size(1440, 900);
        browser.open(page.toString());
        browser.until(
                "the board fills",
                "document.getElementById('shown').textContent.startsWith('%,d of')".formatted(FLIGHTS));
        browser.until("today is reached", "document.getElementById('event-time').textContent.includes('15')");
        browser.until("nothing waits", "document.querySelector('[data-figure=Lag] dd').textContent.startsWith('0')");
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void boardTellsFlightsThatLeaveNextFirstAndOnlyDrawsTheRowsInSight() {
        // Then
        assertThat(browser.all("#flights tbody tr.row")).hasSizeBetween(10, 60);
        assertThat(browser.find("#flights th[aria-sort=ascending]").getText()).contains("In");
        assertThat(browser.find("#flights tr.row td:nth-child(4)").getText()).endsWith("min");
        assertThat(browser.find("#flights").getDomAttribute("aria-rowcount")).isEqualTo("" + (FLIGHTS + 1));
        assertThat(paceOfASilentFlightOverADay())
                .containsExactly("8 0.66 2 d 00 h", "4 0.54 1 d 00 h", "2 0.5 departure due");
    }

    /** Seats a day, expected load and outlook: first, after a day in which no row of the flight came, and after another one. */
    private List<Object> paceOfASilentFlightOverADay() {
        @SuppressWarnings("unchecked")
        List<Object> told = (List<Object>) browser.runAsync("""
                const done = arguments[arguments.length - 1];
                import('/app/stream.js').then(({ Live, outlook }) => {
                  const browsers = window.EventSource;
                  let source;
                  window.EventSource = class extends EventTarget {
                    constructor() {
                      super();
                      source = this;
                    }
                    close() {}
                  };
                  const live = new Live();
                  live.connect();
                  window.EventSource = browsers;
                  const told = [];
                  live.addEventListener('frame', () => {
                    const flight = live.flights.get('A');
                    told.push(`${flight.sells} ${flight.expected} ${outlook(flight, live.time)}`);
                  });
                  const tell = (type, frame) =>
                    source.dispatchEvent(new MessageEvent(type, { data: JSON.stringify({ decisions: [], ...frame }) }));
                  const day = 24 * 60 * 60 * 1000;
                  tell('snapshot', {
                    columns: ['id', 'phase', 'booked', 'seats', 'departure', 'velocity', 'as_of'],
                    flights: [['A', 'OPEN', 50, 100, 2 * day, 8, 0]],
                    time: 0,
                  });
                  tell('changes', { flights: [], time: day });
                  tell('changes', { flights: [], time: 2 * day });
                  done(told);
                });""");
        return told;
    }

    @Test
    void filtersAndHeadingsNarrowAndOrderTheBoard() {
        // When
        browser.find("#filters input[name=text]").sendKeys("lhr-ams");

        // Then
        browser.until(
                "only that route",
                "[...document.querySelectorAll('#flights tr.row .route')]"
                        + ".every((cell) => cell.textContent === 'LHR\\u2002AMS')");
        // When
        browser.find("#filters input[name=text]").clear();
        browser.find("#filters select[name=promotion] option[value=live]").click();
        browser.find("#flights th[data-column=load] button").click();
        // Then
        browser.until("fullest offered flight first", """
                (() => {
                  const rows = [...document.querySelectorAll('#flights tr.row')];
                  const loads = rows.map((row) => parseFloat(row.cells[4].textContent));
                  return rows.length > 0 && rows.every((row) => row.classList.contains('offered'))
                    && loads.every((load, i) => i === 0 || load <= loads[i - 1]);
                })()""");
    }

    @Test
    void liveBookingMovesItsFlightWithoutAReload() {
        // Given
        browser.run("window.notReloaded = true");
        String id = browser.find("#flights tr.row").getDomAttribute("data-id");
        String before = browser.find("#flights tr.row .load .number").getText();

        // When
        send(List.of(Season.booking(id, "live-1", Season.TODAY.plusSeconds(5), "Y", 420, 3)));

        // Then
        browser.until(
                "load factor moves",
                "document.querySelector('#flights tr.row .load .number').textContent !== '%s'".formatted(before));
        assertThat(browser.run("return window.notReloaded")).isEqualTo(true);
    }

    @Test
    void connectionThatComesBackGoesOnWithTheFrameAfterItsLast() throws IOException, InterruptedException {
        // Given
        List<String> before = firstEvent(null);
        String id = field(before, "id");

        // When
        List<String> after = firstEvent(id);

        // Then
        assertThat(field(before, "event")).isEqualTo("snapshot");
        assertThat(field(after, "event")).isEqualTo("changes");
        int dash = id.lastIndexOf('-');
        assertThat(field(after, "id"))
                .isEqualTo(id.substring(0, dash + 1) + (Long.parseLong(id.substring(dash + 1)) + 1));
    }

    /** The lines of the first event of a new connection, which is closed then. */
    private List<String> firstEvent(String lastSeen) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page + "api/stream"));
        if (lastSeen != null) {
            request.header("Last-Event-ID", lastSeen);
        }
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines =
                        client.send(request.build(), BodyHandlers.ofLines()).body()) {
            List<String> event = lines.takeWhile(line -> !line.isEmpty()).toList();
            client.shutdownNow();
            return event;
        }
    }

    private static String field(List<String> event, String name) {
        return event.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void engineThatIsNotReadyAndAConnectionThatIsSilentAreToldUntilAllIsWellAgain() {
        try {
            // When
            figures.state(false, "restoring");

            // Then
            browser.until("an open page says so", pillSays("engine not ready: restoring"));
            assertThat(browser.all("#flights tr.row")).isNotEmpty();
            browser.reload();
            browser.until("a new page says so", pillSays("engine not ready: restoring"));
        } finally {
            // When
            figures.state(true, "partitions");
        }

        // Then
        browser.until("it is live again", pillSays("live"));
        browser.until("with its flights", "document.querySelectorAll('#flights tr.row').length > 10");
        assertThat(connectionsToldOnSilence()).containsExactly(true, false, true, false, "closed");
    }

    private static String pillSays(String text) {
        return "document.getElementById('health').textContent.startsWith('%s')".formatted(text);
    }

    /** It tells something twice and is then silent for good. */
    private List<Object> connectionsToldOnSilence() {
        @SuppressWarnings("unchecked")
        List<Object> seen = (List<Object>) browser.runAsync("""
                const done = arguments[arguments.length - 1];
                import('/app/stream.js').then(async ({ Live }) => {
                  const sources = [];
                  const seen = [];
                  const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
                  const browsers = window.EventSource;
                  window.EventSource = class extends EventTarget {
                    constructor() {
                      super();
                      sources.push(this);
                    }
                    close() {
                      seen.push('closed');
                    }
                  };
                  const live = new Live({ lost: 50, anew: 300 });
                  live.addEventListener('connection', ({ detail }) => seen.push(detail.connected));
                  live.connect();
                  const frame = JSON.stringify({ flights: [], decisions: [], columns: [] });
                  const tell = () => sources.at(-1).dispatchEvent(new MessageEvent('snapshot', { data: frame }));
                  tell();
                  await pause(150);
                  tell();
                  while (sources.length === 1) {
                    await pause(20);
                  }
                  window.EventSource = browsers;
                  done(seen);
                });""");
        return seen;
    }

    @Test
    void decisionExplainsItselfInItsFlightsStory() {
        // When
        browser.click("#decisions li[data-type=PromotionTriggered] a");

        // Then
        browser.until("the decision opens", "document.querySelector('.decision[open] .considered')");
        assertThat(browser.find(".decision[open] .considered").getText())
                .contains("chosen", "to departure <", "load factor");
        assertThat(browser.find(".decision[open] .reasons").getText()).contains("Policy revision", "Caused by");
        browser.until("both curves are drawn", "document.querySelectorAll('#story canvas').length === 2");
        assertPolicyIsAskedForAgainWhenAnotherOneIsInForce();
        assertThat(browser.all("#story .plain tbody tr")).hasSizeGreaterThan(5);
        assertThat(browser.find("#story .figures").getText()).containsPattern("Expected\\s+[\\d.]+ %\\s+at departure");

        // When
        browser.find("#story form.ask button").click();
        // Then
        browser.until("the policy answers", "document.querySelector('.answer .considered')");
    }

    /** By the figures that the engine sets when it takes a policy up; what it answers is still the old one. */
    private void assertPolicyIsAskedForAgainWhenAnotherOneIsInForce() {
        String asked =
                "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('api/policy')).length";
        long before = ((Number) browser.run("return " + asked)).longValue();
        String inForce = figures.now().policyRevision();
        figures.policy("another");
        try {
            browser.until("it is asked for again", asked + " > " + before);
        } finally {
            figures.policy(inForce);
        }
        assertThat(given().get("/api/policy").jsonPath().getString("revision")).isEqualTo(inForce);
    }

    @Test
    void decisionLinksToTheTraceOfTheRecordThatCausedIt() {
        // Given
        String id = "LS99_2026-07-05";

        // When
        send(List.of(new FlightScheduled(
                Season.TODAY.plusSeconds(32),
                id,
                "LS",
                "LHR",
                "AMS",
                Season.TODAY.plus(Duration.ofDays(20)),
                Season.TODAY.plus(Duration.ofDays(21)),
                "A320",
                100,
                List.of(new FlightScheduled.Cabin("Y", 100)))));
        browser.run("location.hash = '#flight/%s'".formatted(id));

        // Then
        browser.until("the link is there", "document.querySelector('.decision a[href*=\"traces.example\"]')");
        assertThat(browser.find(".decision a[href*='traces.example']").getDomAttribute("href"))
                .isEqualTo("http://traces.example/trace/" + TRACE);
        send(List.of(new FlightCancelled(Season.TODAY.plusSeconds(33), id)));
        browser.until(
                "it is off the board",
                "document.getElementById('shown').textContent.startsWith('%,d of')".formatted(FLIGHTS));
    }

    @Test
    void escapeGivesTheKeyboardBackToTheBoard() {
        // Given
        browser.run("document.querySelector('#flights tr.row a').click()");
        browser.until("the story opens", "document.querySelector('#story h2') === document.activeElement");

        // When
        browser.find("#story").sendKeys(org.openqa.selenium.Keys.ESCAPE);

        // Then
        browser.until("the story is closed", "document.getElementById('story').hidden");
        browser.until("focus is on the row", "document.activeElement.closest('tr.row')");
    }

    @Test
    void storyThatIsClosedAsksForNothingMoreAndAnAddressThatMakesNoSenseLeavesTheBoard() {
        // Given
        String id = browser.find("#flights tr.row").getDomAttribute("data-id");

        // When
        browser.runAsync("""
                const done = arguments[arguments.length - 1];
                import('/app/story.js').then(async ({ Story }) => {
                  const live = Object.assign(new EventTarget(), { flights: new Map(), time: null, traceLink: null });
                  const story = new Story(live, () => {});
                  await story.open('%s');
                  live.dispatchEvent(new CustomEvent('frame', { detail: { fresh: true } }));
                  story.close();
                  setTimeout(done, 1_200);
                });""".formatted(id));

        // Then
        assertThat(browser.run("return performance.getEntriesByType('resource').map(({ name }) => name).join()"))
                .asString()
                .contains("api/flights/" + id)
                .doesNotContain("api/flights/null");
        assertThat(browser.consoleErrors()).isEmpty();

        // And when
        browser.run("location.hash = '#flight/%'");
        browser.reload();

        // Then
        browser.until(
                "its story tells", "document.querySelector('#story header p')?.textContent.includes('no flight')");
        browser.until(
                "the board fills",
                "document.getElementById('shown').textContent.startsWith('%,d of')".formatted(FLIGHTS));
        assertThat(browser.consoleErrors()).noneMatch(error -> error.contains("Uncaught"));
    }

    /** Late, since it stays the newest decision in the feed. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void decisionOfAnotherEngineIsToldAndExplainedThoughItsFlightIsNotInHand() {
        // Given
        String event = given().get("/api/decisions?limit=1000").jsonPath().getList("decisions.event").stream()
                .filter(decision -> "PromotionTriggered".equals(((Map<?, ?>) decision).get("event_type")))
                .map(OperationsPageTest::json)
                .findFirst()
                .orElseThrow();
        PromotionTriggered triggered = (PromotionTriggered) EventReader.read(event.getBytes(StandardCharsets.UTF_8));
        String mine = triggered.explanation().decisionId();
        String another =
                event.replace(mine, "another-engines-decision").replace(triggered.flightId(), "XX1_2026-07-01");

        // When
        try (Broker broker = new Broker(bootstrapServers)) {
            broker.send("promo_decisions", "XX1_2026-07-01", another);
            broker.flush();
        }

        // Then
        browser.until(
                "it is in the feed", "document.querySelector('#decisions li[data-decision=another-engines-decision]')");
        browser.run("document.querySelector('#decisions li[data-decision=another-engines-decision] a').click()");
        browser.until("it explains itself", "document.querySelector('.decision[open] .considered')");
        given().get("/api/decisions/another-engines-decision").then().statusCode(200);
    }

    @Test
    void decisionsThatThePageWasNotToldAreCountedAndTheListStandsStillForAReader() {
        // When
        @SuppressWarnings("unchecked")
        List<String> seen = (List<String>) browser.runAsync("""
                const done = arguments[arguments.length - 1];
                import('/app/feed.js').then(({ Feed }) => {
                  const live = new EventTarget();
                  const list = document.createElement('ol');
                  const note = document.createElement('p');
                  list.tabIndex = 0;
                  document.body.append(list);
                  new Feed(live, list, note);
                  const event = { event_type: 'PromotionEnded', event_time: '2026-06-15T08:00:00Z', reason: 'EXPIRED' };
                  const decision = (number) => ({ number, event: { ...event, flight_id: `F${number}`, decision_id: 'x' } });
                  const tell = (fresh, run, ...numbers) =>
                    live.dispatchEvent(new CustomEvent('frame', { detail: { fresh, run, decisions: numbers.map(decision) } }));
                  const seen = [];
                  const look = () => seen.push(
                    [note, ...list.children].map((item) => (item.querySelector('.who') ?? item).textContent).join());
                  tell(true, 'first', 1, 2);
                  tell(false, undefined, 5);
                  look();
                  list.focus();
                  tell(true, 'first', 5, 8);
                  look();
                  tell(true, 'second', 3);
                  look();
                  list.blur();
                  list.dispatchEvent(new Event('scroll'));
                  look();
                  list.remove();
                  done(seen);
                });""");

        // Then
        assertThat(seen)
                .containsExactly(
                        "newest first,F5,2 decisions left out,F2,F1",
                        "3 more,F5,2 decisions left out,F2,F1",
                        "1 more,F5,2 decisions left out,F2,F1",
                        "newest first,F3");
    }

    @Test
    void arrowsMoveBetweenFlightsAndEnterOpensOne() {
        // Given
        browser.run("document.querySelector('#flights tr.row a').focus()");
        String third = browser.all("#flights tr.row").get(2).getDomAttribute("data-id");

        // When
        for (int i = 0; i < 2; i++) {
            browser.find("#flights tr.row a:focus").sendKeys(org.openqa.selenium.Keys.ARROW_DOWN);
            browser.until(
                    "the next row has the keyboard",
                    "document.activeElement.closest('tr')?.ariaRowIndex === '%d'".formatted(i + 3));
        }
        browser.find("#flights tr.row a:focus").sendKeys(org.openqa.selenium.Keys.ENTER);

        // Then
        browser.until("the story opens", "document.querySelector('#story h2')");
        assertThat(browser.find("#story h2").getText()).isEqualTo(third);
    }

    @Test
    void nothingIsWiderThanAPhone() {
        browser.size(390, 844);
        browser.until("the page is narrow", "innerWidth === 390");
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
        browser.click("#decisions li[data-type=PromotionTriggered] a");
        browser.until("both curves are drawn", "document.querySelectorAll('#story canvas').length === 2");
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
        assertThat(browser.run("return document.querySelector('#story .body').scrollWidth"))
                .isEqualTo(browser.run("return document.querySelector('#story .body').clientWidth"));
    }

    @Test
    void pagesHoldEachFlightOnceAndFiltersOnlyWhatTheyAskFor() {
        // When
        List<String> listed = new ArrayList<>();
        String after = "";
        do {
            JsonPath page = given().queryParam("after", after)
                    .queryParam("limit", 70)
                    .get("/api/flights")
                    .jsonPath();
            listed.addAll(page.getList("flights.flight_id"));
            after = page.getString("next");
        } while (after != null);

        // Then
        assertThat(listed)
                .doesNotHaveDuplicates()
                .isSorted()
                .containsAll(
                        Season.of(FLIGHTS).stream().map(InputEvent::flightId).toList());
        JsonPath route =
                given().get("/api/flights?phase=OPEN&route=LHR-AMS&limit=1000").jsonPath();
        assertThat(route.getList("flights.origin_airport")).isNotEmpty().containsOnly("LHR");
        assertThat(route.getList("flights.destination_airport")).containsOnly("AMS");
        assertThat(given().get("/api/flights?promoted=true&limit=1000")
                        .jsonPath()
                        .getList("flights.promotion"))
                .isNotEmpty()
                .hasSizeLessThan(FLIGHTS)
                .doesNotContainNull();
    }

    @Test
    void decisionsComeNewestFirstAndEachIsFoundAgainWithItsFullExplanation() {
        // Given
        JsonPath newest = given().get("/api/decisions?limit=50").jsonPath();
        JsonPath older = given().queryParam("before", newest.getLong("next"))
                .get("/api/decisions?limit=50")
                .jsonPath();
        List<Integer> numbers = newest.getList("decisions.number");
        numbers.addAll(older.getList("decisions.number"));
        String id = newest.getString("decisions.event.find { it.event_type == 'PromotionTriggered' }.decision_id");

        // When
        JsonPath found = given().get("/api/decisions/{id}", id).jsonPath();

        // Then
        assertThat(numbers).hasSize(100).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(found.getString("[0].event.decision_id")).isEqualTo(id);
        assertThat(found.getDouble("[0].event.inputs.load_factor")).isBetween(0.0, 1.0);
        assertThat(found.getList("[0].event.considered.rule")).hasSize(4);
        assertThat(found.getString("[0].event.policy_revision")).isNotEmpty();
        given().get("/api/decisions/unheard-of")
                .then()
                .statusCode(404)
                .contentType(startsWith("application/problem+json"));
        assertDecisionsAreListedByOutcomeAndRuleAndTheLastPageHasNoNext();
    }

    private static void assertDecisionsAreListedByOutcomeAndRuleAndTheLastPageHasNoNext() {
        JsonPath triggered =
                given().get("/api/decisions?limit=1000&outcome=triggered").jsonPath();
        String rule = triggered.getString("decisions[0].event.rule");
        int all = triggered.getList("decisions").size();
        JsonPath exactlyAll =
                given().get("/api/decisions?outcome=triggered&limit=" + all).jsonPath();
        JsonPath allButOne = given().get("/api/decisions?outcome=triggered&limit=" + (all - 1))
                .jsonPath();
        assertThat(triggered.getList("decisions.event.event_type")).containsOnly("PromotionTriggered");
        assertThat(exactlyAll.getList("decisions")).hasSize(all);
        assertThat(exactlyAll.<Object>get("next")).isNull();
        assertThat(allButOne.getLong("next")).isEqualTo(allButOne.getLong("decisions[-1].number"));
        assertThat(given().queryParam("rule", rule)
                        .get("/api/decisions")
                        .jsonPath()
                        .getList("decisions.event.rule"))
                .isNotEmpty()
                .containsOnly(rule);
        assertThat(given().get("/api/decisions?outcome=ended_expired")
                        .jsonPath()
                        .getList("decisions.event.reason"))
                .isNotEmpty()
                .containsOnly("EXPIRED");
    }

    @Test
    void pageIsUsableByAllKeepsToItselfAndDoesNotComplain() {
        // When
        browser.click("#decisions li[data-type=PromotionTriggered] a");
        browser.until("the decision opens", "document.querySelector('.decision[open] .considered')");
        browser.until("both curves are drawn", "document.querySelectorAll('#story canvas').length === 2");

        // Then
        assertThat(browser.seriousBarriers()).isEmpty();
        browser.dark(true);
        assertThat(browser.seriousBarriers()).isEmpty();
        assertThat(browser.consoleErrors()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(address -> address.startsWith(page.toString()));
    }

    /** With {@code -Dloadstream.page.flights=5000} it measures the full board; short of that it only holds the bounds. */
    @Test
    void boardStaysSmallAndSmoothWhileItsFlightsMove() {
        // Given
        List<String> ids =
                Season.of(FLIGHTS).stream().map(InputEvent::flightId).distinct().toList();
        browser.run("""
                window.frames = [];
                const tick = (now) => { frames.push(now); requestAnimationFrame(tick); };
                requestAnimationFrame(tick);""");
        browser.run("window.before = document.querySelector('[data-figure=Events] dd').textContent");

        // When
        long start = System.nanoTime();
        int sent = 0;
        while (System.nanoTime() - start < MOVING.toNanos()) {
            List<InputEvent> burst = new ArrayList<>();
            for (int i = 0; i < EVENTS_A_SECOND / 10; i++, sent++) {
                burst.add(Season.booking(
                        ids.get(sent % ids.size()), "moving-" + sent, Season.TODAY.plusSeconds(10), "Y", 100, 1));
            }
            send(burst);
            long next = start + sent * 1_000_000_000L / EVENTS_A_SECOND;
            LockSupport.parkNanos(next - System.nanoTime());
        }

        // Then
        browser.until(
                "figures move", "document.querySelector('[data-figure=Events] dd').textContent !== window.before");
        double framesASecond =
                ((Number) browser.run("return (frames.length - 1) * 1000 / (frames.at(-1) - frames[0])")).doubleValue();
        double worstMillis = ((Number) browser.run(
                        "return frames.reduce((worst, at, i) => i ? Math.max(worst, at - frames[i - 1]) : 0, 0)"))
                .doubleValue();
        long bytes = browser.pageBytes().orElseThrow();
        System.out.printf(
                "%d flights, %d events/s: %.1f frames/s, longest %.0f ms, page %.0f MB%n",
                FLIGHTS, EVENTS_A_SECOND, framesASecond, worstMillis, bytes / 1e6);
        if (MEASURING) {
            assertThat(framesASecond).isGreaterThan(30);
        }
        assertThat(bytes).isLessThan(300_000_000);
        assertThat(browser.all("#flights tbody tr.row")).hasSizeLessThan(60);
    }

    /** The rates are printed for whoever measures on a quiet machine: {@code -Dloadstream.page.events=400000}. */
    @Test
    void fiftyOpenPagesHalfOfThemStuckDoNotHoldTheEngineUp() throws IOException {
        // Given
        double alone = eventsASecond("alone");
        try (OpenPages pages = OpenPages.of(page, 25, 25)) {
            // When
            double watched = eventsASecond("watched");

            // Then
            System.out.printf("%d events: %,.0f events/s alone, %,.0f with 50 pages%n", EVENTS, alone, watched);
            await().atMost(Duration.ofSeconds(20)).until(pages::haveFrames);
        }
    }

    private double eventsASecond(String name) {
        List<String> ids =
                Season.of(FLIGHTS).stream().map(InputEvent::flightId).distinct().toList();
        List<InputEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(
                    Season.booking(ids.get(i % ids.size()), name + "-" + i, Season.TODAY.plusSeconds(20), "Y", 100, 1));
        }
        double before = taken();
        long start = System.nanoTime();
        send(events);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> taken() - before >= EVENTS);
        return EVENTS * 1e9 / (System.nanoTime() - start);
    }

    /** Events that the engine has taken in since its start. */
    private double taken() {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith("loadstream_engine_events_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void markupInEventsIsShownAsTextAndNeverRun() {
        // Given
        String hostile = "<img src=x onerror=window.hacked=1>";

        // When
        send(List.of(new FlightScheduled(
                Season.TODAY.plusSeconds(30),
                hostile,
                hostile,
                hostile,
                hostile,
                Season.TODAY.plusSeconds(60),
                Season.TODAY.plusSeconds(4_000),
                hostile,
                100,
                List.of(new FlightScheduled.Cabin("Y", 100)))));

        // Then
        browser.until(
                "it is the next to leave", "document.querySelector('#flights tr.row a').textContent.includes('<img')");
        browser.run("location.hash = document.querySelector('#flights tr.row a').getAttribute('href')");
        browser.until("its story is told", "document.querySelector('#story header p')?.textContent.includes('<img')");
        assertThat(browser.run("return window.hacked")).isNull();
        assertThat(browser.all("#flights img, #story img")).isEmpty();
        send(List.of(new FlightCancelled(Season.TODAY.plusSeconds(31), hostile)));
        browser.until("it is gone", "!document.querySelector('#flights tr.row a').textContent.includes('<img')");
    }

    @Test
    void picturesOfThePageAreTaken() {
        picture("operations");
        browser.dark(true);
        picture("operations-dark");
        browser.click("#decisions li[data-type=PromotionTriggered] a");
        browser.until("the decision opens", "document.querySelector('.decision[open] .considered')");
        browser.until("both curves are drawn", "document.querySelectorAll('#story canvas').length === 2");
        browser.run("document.getElementById('story').scrollTop = 0");
        picture("flight-dark");
        browser.dark(false);
        picture("flight");
        browser.run("document.querySelector('.decision[open]').scrollIntoView()");
        picture("decision");
        browser.size(390, 844);
        browser.run("document.getElementById('story').scrollTop = 0");
        picture("phone-flight");
        browser.run("location.hash = ''");
        browser.until("the story is closed", "document.getElementById('story').hidden");
        picture("phone");
        assertThat(PICTURES.resolve("phone.png")).isNotEmptyFile();
    }

    /** Last of all: it ends the season. */
    @Test
    @Order(Integer.MAX_VALUE)
    void boardShowsTheFlightsThatLeftWhenNoneIsOnSaleAnyMore() {
        // When
        send(Season.of(FLIGHTS).stream()
                .map(InputEvent::flightId)
                .distinct()
                .map(id -> new FlightDeparted(Season.TODAY.plusSeconds(60), id))
                .toList());

        // Then
        browser.until(
                "none is on sale", "document.querySelector('[data-figure=\"On sale\"] dd span').textContent === '0'");
        browser.until("those that left are shown", "document.querySelectorAll('#flights tr.row.over').length > 10");
        assertThat(browser.find("#flights tbody").getText()).contains("departed");
        assertThat(browser.find("[data-figure='Load factor']").getText())
                .containsPattern("[\\d.]+ %\\s+of those departed");
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void picture(String name) {
        browser.screenshot(PICTURES.resolve(name + ".png"));
    }

    private void send(List<? extends InputEvent> events) {
        try (Broker broker = new Broker(bootstrapServers)) {
            for (InputEvent event : events) {
                broker.send(
                        event.topic().topicName(),
                        event.flightId(),
                        new String(writer.write(event), StandardCharsets.UTF_8),
                        "00-" + TRACE + "-00f067aa0ba902b7-01");
            }
            broker.flush();
        }
    }
}
