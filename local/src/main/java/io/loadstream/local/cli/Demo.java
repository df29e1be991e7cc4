package io.loadstream.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstream.local.demo.BoundedRun;
import io.loadstream.local.result.ResultText;
import io.loadstream.local.result.RunReport;
import io.loadstream.local.result.RunResult;
import io.loadstream.local.run.Pipeline;
import io.loadstream.local.run.PipelineSettings;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.run.Service;
import io.loadstream.local.run.ServiceProcess;
import io.loadstream.local.text.Progress;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A pipeline with a person in front of it. */
final class Demo implements AutoCloseable {

    private static final long LOOK_MILLIS = 1000;
    private static final long AHEAD_LOOK_MILLIS = 100;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LOAD = Duration.ofMinutes(2);

    private final ProjectHome home;
    private final Pipeline pipeline;
    private final Progress progress;

    private Demo(ProjectHome home, Pipeline pipeline, Progress progress) {
        this.home = home;
        this.pipeline = pipeline;
        this.progress = progress;
    }

    static Demo start(String what, PipelineSettings settings, boolean keepData) {
        ProjectHome home = ProjectHome.find();
        Progress progress = Terminal.progress();
        RunFolder folder = RunFolder.create(home);
        System.out.println("Loadstream " + what + ": " + settings.feed().summary() + ", policy " + settings.policy());
        System.out.println("Logs: " + home.display(folder.logs()) + "\n");
        Demo demo = new Demo(home, Pipeline.start(home, folder, settings, keepData, progress), progress);
        demo.pages().forEach((name, url) -> progress.say(name + ": " + url));
        return demo;
    }

    /** Waits until all events have gone through, and shows what became of them. */
    RunReport result() {
        RunResult result = new BoundedRun(pipeline, progress).toTheEnd();
        double seconds = secondsOfThisJvm();
        var memory = pipeline.memory();
        Long peak = memory.peakMb().isPresent() ? memory.peakMb().getAsLong() : null;
        System.out.print(ResultText.of(result));
        System.out.println();
        System.out.println(
                result.reconciled()
                        ? "Everything agrees: every event is once in the lake, and the warehouse holds what the lake holds."
                        : "NOT everything agrees: see the hops marked NO above.");
        System.out.printf(
                Locale.ROOT,
                "%.1f s from start to result%s.%n",
                seconds,
                peak == null ? "" : String.format(Locale.ROOT, ", at most %,d MiB of memory for everything", peak));
        System.out.println();
        System.out.println("Where to look next");
        System.out.println("  ./loadstream up                            simulated flights, running until Ctrl-C");
        System.out.println("  ./loadstream demo --keep                   stays up at the end; then its pages are at:");
        pages().forEach((name, url) -> System.out.printf("    %-40s %s%n", url, name));
        System.out.printf(
                "  %-42s logs of every service and part%n",
                home.display(pipeline.folder().logs()));
        return RunReport.of(result, seconds, peak, memory.atPeak(), urls());
    }

    /** Waits until the generator has simulated until {@code from}, and has it go on at {@code speed}. */
    void goOnAt(double speed, Instant from) {
        ServiceProcess generator = pipeline.service(Service.EVENT_GENERATOR);
        progress.say(
                "flights are simulated fast until " + from + ", then at " + Math.round(speed) + " times real time");
        while (true) {
            pipeline.checkAlive();
            JsonNode run = generator.get("/api/run");
            if (!run.path("simulated_time").isTextual()
                    || Instant.parse(run.path("simulated_time").asText()).isBefore(from)) {
                pause(AHEAD_LOOK_MILLIS);
            } else {
                generator.post("/api/run/speed?value=" + speed, ANSWER);
                return;
            }
        }
    }

    /** Has the warehouse loaded now, so that its page need not wait for the schedule. */
    void load() {
        progress.update("the warehouse is loaded");
        pipeline.service(Service.ETL_SERVICE).post("/api/etl/run", LOAD);
    }

    /** Shows where to look, and returns only when something fails: Ctrl-C ends the JVM. */
    void waitForEver() {
        System.out.println("\nEverything is up; Ctrl-C stops it.");
        pages().forEach((name, url) -> System.out.printf("  %-28s %s%n", name, url));
        System.out.println();
        urls().forEach((name, url) -> System.out.printf("  %-16s %s%n", name, url));
        while (true) {
            pipeline.checkAlive();
            pause(LOOK_MILLIS);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new RunFailedException("interrupted", e);
        }
    }

    /** The pages to look at, by what they show. */
    Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(
                "flights and decisions, live",
                pipeline.service(Service.DECISION_ENGINE).url() + "/");
        pages.put("what promotions did", pipeline.service(Service.ETL_SERVICE).url() + "/");
        return pages;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    private Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            urls.put(service.module(), pipeline.service(service).url());
        }
        urls.put("kafka", pipeline.parts().kafka().bootstrapServers());
        urls.put("postgres", pipeline.parts().postgres().reactiveUrl());
        urls.put("object-store", pipeline.parts().objectStore().endpoint());
        urls.put("redis", pipeline.parts().redis().url());
        return urls;
    }

    static double secondsOfThisJvm() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
