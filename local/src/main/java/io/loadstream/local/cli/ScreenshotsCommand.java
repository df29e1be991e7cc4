package io.loadstream.local.cli;

import io.loadstream.embedded.Browser;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.run.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Pictures of both pages: of the same simulated morning in every run, when some flights have left and others are about to,
 * and when all have. With {@code --to docs/pictures} they are those of the documents.
 */
@Command(
        name = "screenshots",
        description = "Runs simulated flights and takes pictures of the pages with the browser that is installed here.")
final class ScreenshotsCommand implements Callable<Integer> {

    /** Two simulated days and a bit in a second, until it is soon. */
    private static final double SPEED = 200_000;

    /** So that no more than some simulated minutes pass between two looks at the clock. */
    private static final double SPEED_WHEN_NEAR = 10_000;

    /** Slow enough to take pictures of one morning. */
    private static final double SPEED_OF_PICTURES = 120;

    /** Of the third day of departures, before its first flight. */
    private static final Duration MORNING = Duration.ofDays(2).plusHours(6);

    private static final Duration NEAR = Duration.ofHours(12);

    /** Opens the flight that has had the most offers, of those that have one. */
    private static final String FLIGHT_WITH_A_STORY = """
            const done = arguments[arguments.length - 1];
            Promise.all(['flights?phase=OPEN&promoted=true&limit=1000', 'decisions?limit=1000']
              .map((list) => fetch(`api/${list}`).then((answer) => answer.json())))
              .then(([{ flights }, { decisions }]) => {
                const offers = (id) => decisions.filter(({ event }) => event.flight_id === id && event.discount_percentage).length;
                const ids = flights.map((flight) => flight.flight_id).sort();
                ids.sort((one, other) => offers(other) - offers(one));
                location.hash = `flight/${ids[0]}`;
                done();
              });""";

    @Mixin
    private RunOptions options;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = ".loadstream/pictures",
            description = "Where to leave them (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Override
    public Integer call() {
        try (Browser browser = Browser.find()
                        .orElseThrow(() ->
                                new RunFailedException("no browser is here: install chromium and chromium-driver"));
                Demo demo = Demo.start("screenshots", options.settings(SPEED), false)) {
            options.firstDay().map(day -> day.plus(MORNING)).ifPresent(morning -> {
                demo.goOnAt(SPEED_WHEN_NEAR, morning.minus(NEAR));
                demo.goOnAt(SPEED_OF_PICTURES, morning);
            });
            operations(browser, demo.pipeline().service(Service.DECISION_ENGINE).url() + "/");
            demo.pipeline().service(Service.EVENT_GENERATOR).post("/api/run/speed?value=0", Duration.ofSeconds(10));
            demo.result();
            evaluation(browser, demo.pipeline().service(Service.ETL_SERVICE).url() + "/");
        }
        System.out.println("Pictures are in " + folder);
        return Loadstream.OK;
    }

    private void operations(Browser browser, String page) {
        browser.size(1440, 900);
        browser.open(page);
        browser.patient(Duration.ofMinutes(1))
                .until("some offers are in force", "document.querySelectorAll('#flights tr.offered').length >= 2");
        browser.until("nothing waits", "document.querySelector('[data-figure=Lag] dd').textContent.startsWith('0')");
        take(browser, "operations-board");
        browser.dark(true);
        take(browser, "operations-board-dark");
        browser.dark(false);
        browser.size(390, 844);
        take(browser, "operations-board-phone");
        browser.size(1440, 900);
        browser.runAsync(FLIGHT_WITH_A_STORY);
        browser.until("both curves are drawn", "document.querySelectorAll('#story canvas').length === 2");
        browser.click("#story .decision summary");
        browser.until("the decision opens", "document.querySelector('.decision[open] .considered')");
        browser.run("document.activeElement.blur(); document.getElementById('story').scrollTop = 0");
        take(browser, "operations-page");
        browser.run("document.querySelector('.decision[open]').scrollIntoView()");
        take(browser, "decision");
    }

    private void evaluation(Browser browser, String page) {
        browser.size(1440, 900);
        browser.open(page);
        browser.until("figures are told", "document.querySelector('[data-report=arms] tbody tr')");
        browser.until("curves are drawn", "document.querySelector('[data-report=curves] canvas')");
        take(browser, "evaluation-page");
        browser.dark(true);
        take(browser, "evaluation-page-dark");
        browser.dark(false);
        browser.size(390, 844);
        take(browser, "evaluation-page-phone");
    }

    private void take(Browser browser, String name) {
        browser.screenshot(folder.resolve(name + ".png"));
    }
}
