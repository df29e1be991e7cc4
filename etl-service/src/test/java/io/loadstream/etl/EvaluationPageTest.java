package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.Browser;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The evaluation page in a real browser, on a real warehouse. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class EvaluationPageTest {

    /** Where to leave pictures of the page. */
    private static final Path PICTURES = Path.of(System.getProperty("loadstream.screenshots", "target/screenshots"));

    /** Enough to tell an effect, but one too few were held out on the route to Paris. */
    private static final int FLIGHTS = 57;

    private static boolean loaded;

    @Inject
    LakeStore store;

    @TestHTTPResource("/")
    URL page;

    private Browser browser;

    @BeforeEach
    void openPage() {
        Optional<Browser> found = Browser.find();
        assumeTrue(found.isPresent(), "no browser here: install chromium and chromium-driver to test the page");
        browser = found.get();
        if (!loaded) {
            loaded = true;
            TestLake lake = TestLake.empty(store);
            List<Event> events = ExperimentFlights.events(FLIGHTS);
            for (Topic topic : Topic.values()) {
                lake.append(
                        events.stream().filter(event -> event.topic() == topic).toList());
            }
            given().post("/api/etl/rebuild?even_if_less=true").then().body("status", equalTo("SUCCEEDED"));
        }
        browser.size(1440, 900);
        browser.open(page.toString());
        browser.until("the last run is told", "document.getElementById('health').dataset.state === 'good'");
        browser.until("effects are told", "document.querySelector('[data-report=effects] .answer').childElementCount");
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void effectIsShownWithItsIntervalAndBesideTheTruth() {
        // Then
        assertThat(browser.all("[data-report=effects] tbody tr")).isNotEmpty();
        assertThat(browser.find("[data-report=effects] tbody tr").getText()).contains("GBP", " to ");
        assertThat(browser.find("[data-report=truth]").getText())
                .contains("Truth", "+270 GBP", "the interval holds it")
                .doesNotContain("the interval misses it");

        // When
        browser.find("#choices select[name=outcome] option[value=LOAD_FACTOR]").click();
        // Then
        browser.until(
                "the other outcome",
                "document.querySelector('[data-report=effects] tbody').textContent.includes('points')");
    }

    @Test
    void figuresAtTheTopAreOfOneCurrencyWhichIsToldWhereThereAreSeveral() {
        // Given flights that were sold in dollars, most of them, and others of which the alphabet is fonder
        Object figures = browser.runAsync("""
                const done = arguments[arguments.length - 1];
                const row = (outcome, currency, estimate) => ({ scope: 'ALL', method: 'HOLDOUT', outcome, currency, estimate,
                  low: estimate, high: 2 * estimate, treated: 20, holdout: 20, gained: estimate, diluted: 0 });
                const effects = ['REVENUE', 'LOAD_FACTOR'].flatMap((outcome, i) => [row(outcome, 'USD', [30, 0.3][i]), row(outcome, 'EUR', [7, 0.07][i])]);
                const truth = ['EUR', 'USD'].map((currency) => ({ outcome: 'REVENUE', method: 'HOLDOUT', currency, true_effect: currency === 'EUR' ? 8 : 33, covered: true }));
                // When
                import('/app/effects.js').then(({ headlines }) => done(
                  [headlines(effects, truth), headlines(effects.filter((e) => e.currency === 'EUR'), truth), headlines([], [])]
                    .map((list) => list.slice(0, 3).map(([, name, value]) => `${name}: ${value}`).join('; ')).join('\\n')));
                """);

        // Then
        assertThat(figures.toString().lines())
                .containsExactly(
                        "Effect on revenue, a flight sold in USD: +30 USD; Effect on load factor, flights sold in USD: +30.0 points;"
                                + " Known truth: +33 USD",
                        "Effect on revenue, a flight: +7 EUR; Effect on load factor: +7.0 points; Known truth: +8 EUR",
                        "Effect on revenue, a flight: –; Effect on load factor: –; Gained, a flight: –");
    }

    @Test
    void routeWithTooFewFlightsIsToldByHowManyThereAre() {
        // Given
        List<String> rows = browser.all("[data-report=effects] tbody tr").stream()
                .map(row -> row.getText())
                .toList();

        // Then
        assertThat(rows)
                .anySatisfy(row -> assertThat(row).startsWith("LHR-AMS").contains(" to ", "GBP"))
                .anySatisfy(row -> assertThat(row)
                        .startsWith("LHR-CDG")
                        .contains("10 / 9", "too few flights: an estimate needs 10 of each"));
    }

    @Test
    void everyFigureLeadsToItsQueryAndCanBeTakenAway() {
        // When
        Object broken = browser.runAsync("""
                const done = arguments[arguments.length - 1];
                const links = [...document.querySelectorAll('.sources a, .figures dt a')];
                Promise.all(links.map((link) => fetch(link.href).then((answer) => (answer.ok ? null : link.href))))
                  .then((found) => done(links.length >= 27 + document.querySelectorAll('.figures dt').length ? found.filter(Boolean).join(' ') : `only ${links.length} links`));
                """);

        // Then
        assertThat(broken).isEqualTo("");
    }

    @Test
    void nothingIsWiderThanAPhone() {
        browser.size(390, 844);
        browser.until("the page is narrow", "innerWidth === 390");
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
    }

    @Test
    void pageIsUsableByAllKeepsToItselfAndDoesNotComplain() {
        // Then
        assertThat(browser.seriousBarriers()).isEmpty();
        browser.dark(true);
        assertThat(browser.seriousBarriers()).isEmpty();
        assertThat(browser.consoleErrors()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(address -> address.startsWith(page.toString()));
    }

    @Test
    void picturesOfThePageAreTaken() {
        picture("evaluation");
        browser.dark(true);
        picture("evaluation-dark");
        browser.dark(false);
        browser.run("document.querySelector('[data-report=curves]').scrollIntoView()");
        picture("evaluation-curves");
        browser.size(390, 844);
        browser.run("scrollTo(0, 0)");
        picture("phone-evaluation");
        assertThat(PICTURES.resolve("phone-evaluation.png")).isNotEmptyFile();
    }

    private void picture(String name) {
        browser.screenshot(PICTURES.resolve(name + ".png"));
    }
}
