package io.loadstream.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browser that is installed here, without a window. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final ChromeDriver driver;
    private Duration patience = PATIENCE;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Empty where no Chromium with its driver is on the path. */
    public static Optional<Browser> find() {
        Optional<Path> driver = onPath("chromedriver");
        Optional<Path> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> onPath(name).stream())
                .findFirst();
        if (driver.isEmpty() || browser.isEmpty()) {
            return Optional.empty();
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--lang=en-GB",
                "--window-size=1440,900");
        return Optional.of(new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .build(),
                options)));
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public void open(String address) {
        driver.get(address);
    }

    public void reload() {
        driver.navigate().refresh();
    }

    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Clicks what is there at that moment, though the page may replace it in the next. */
    public void click(String css) {
        driver.executeScript("document.querySelector(arguments[0]).click()", css);
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public Object run(String script) {
        return driver.executeScript(script);
    }

    public Object runAsync(String script) {
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return driver.executeAsyncScript(script);
    }

    /** Waits that long for what is waited for from now on. */
    public Browser patient(Duration longest) {
        patience = longest;
        return this;
    }

    /** Waits until the expression is true. */
    public void until(String what, String expression) {
        long end = System.nanoTime() + patience.toNanos();
        while (!Boolean.TRUE.equals(run("return Boolean(" + expression + ")"))) {
            if (System.nanoTime() > end) {
                throw new TimeoutException(what + ": not so after " + patience.toSeconds() + " s: " + expression);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Serious and critical findings of axe-core, as one line each. */
    @SuppressWarnings("unchecked")
    public List<String> seriousBarriers() {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<String>) runAsync("""
                        const done = arguments[arguments.length - 1];
                        axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations
                          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                          .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.html).slice(0, 3).join(' ')}`)));
                        """);
    }

    /** Errors on the console since the last call. */
    public List<String> consoleErrors() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Addresses that were asked for since the last call. */
    public List<String> requests() {
        return driver.manage().logs().get("performance").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    /**
     * What the process that draws the page holds of this machine's memory, bytes: shared memory counts in part (PSS). Empty where the
     * system does not tell.
     */
    public OptionalLong pageBytes() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> isRenderer(process.pid()))
                .mapToLong(process -> pssBytes(process.pid()))
                .max();
    }

    private static boolean isRenderer(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .contains("--type=renderer");
        } catch (IOException endedOrNotToldHere) {
            return false;
        }
    }

    private static long pssBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Takes a picture of what is in sight once it is drawn. */
    public void screenshot(Path file) {
        runAsync("requestAnimationFrame(() => requestAnimationFrame(arguments[arguments.length - 1]))");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
