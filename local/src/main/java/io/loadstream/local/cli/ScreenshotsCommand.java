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

/** Pictures of both pages, taken while a simulated run goes on and when it has ended. */
@Command(
        name = "screenshots",
        description = "Runs simulated flights and takes pictures of the pages with the browser that is installed here.")
final class ScreenshotsCommand implements Callable<Integer> {

    /** A simulated day and a half in a second: time for pictures between the first offer and the last departure. */
    private static final double SPEED = 120_000;

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
        browser.patient(Duration.ofMinutes(3))
                .until(
                        "some offers are made",
                        "document.querySelectorAll('#decisions li[data-type=PromotionTriggered]').length >= 12");
        take(browser, "operations-board");
        browser.dark(true);
        take(browser, "operations-board-dark");
        browser.dark(false);
        browser.click("#decisions li[data-type=PromotionTriggered] a");
        browser.until("the decision opens", "document.querySelector('.decision[open] .considered')");
        browser.until("both curves are drawn", "document.querySelectorAll('#story canvas').length === 2");
        browser.run("document.getElementById('story').scrollTop = 0");
        take(browser, "operations-page");
        browser.run("document.querySelector('.decision[open]').scrollIntoView()");
        take(browser, "decision");
        browser.run("location.hash = ''");
        browser.until("the story is closed", "document.getElementById('story').hidden");
        browser.size(390, 844);
        take(browser, "operations-board-phone");
    }

    private void evaluation(Browser browser, String page) {
        browser.size(1440, 900);
        browser.open(page);
        browser.until("figures are told", "document.querySelector('[data-report=arms] tbody tr')");
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
