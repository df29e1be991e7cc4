package io.loadstream.etl.run;

import io.loadstream.etl.derive.Derivation;
import io.loadstream.etl.derive.DerivedRows;
import io.loadstream.etl.evaluate.PromotionEffects;
import io.loadstream.etl.load.LakeChecks;
import io.loadstream.etl.load.LakeLoad;
import io.loadstream.etl.load.LoadProgress;
import io.loadstream.etl.load.LoadResult;
import io.loadstream.etl.merge.TopicRows;
import io.loadstream.etl.quality.QualityChecks;
import io.loadstream.etl.rebuild.DepartingFlights;
import io.loadstream.etl.rebuild.DepartureDates;
import io.loadstream.etl.rebuild.ShadowSchema;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Runs the loader, one run at a time. Within this process a second caller joins the run that is under way; among replicas
 * an advisory lock of the database lets one run. Should the lock's connection be lost in mid-run, the stored offsets still
 * let nobody load a file twice.
 */
@ApplicationScoped
public class EtlRunner {

    private static final Logger LOG = Logger.getLogger(EtlRunner.class);

    /** How often a request asks whether another replica is done. */
    private static final Duration LOCK_POLL = Duration.ofMillis(200);

    private final Migrations migrations;
    private final Warehouse warehouse;
    private final LakeLoad load;
    private final LakeChecks lakeChecks;
    private final DerivedRows derived;
    private final ShadowSchema shadow;
    private final DepartingFlights departing;
    private final QualityChecks quality;
    private final PromotionEffects effects;
    private final RunLedger ledger;
    private final RunMetrics metrics;
    private final ExecutorService runs = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("etl-run").daemon().factory());
    /** The run under way and, behind it in their order, those that wait for it; done ones go when the next one comes. */
    private final List<Current> begun = new ArrayList<>();

    EtlRunner(
            Migrations migrations,
            Warehouse warehouse,
            LakeLoad load,
            LakeChecks lakeChecks,
            DerivedRows derived,
            ShadowSchema shadow,
            DepartingFlights departing,
            QualityChecks quality,
            PromotionEffects effects,
            RunLedger ledger,
            RunMetrics metrics) {
        this.migrations = migrations;
        this.warehouse = warehouse;
        this.load = load;
        this.lakeChecks = lakeChecks;
        this.derived = derived;
        this.shadow = shadow;
        this.departing = departing;
        this.quality = quality;
        this.effects = effects;
        this.ledger = ledger;
        this.metrics = metrics;
    }

    /**
     * Runs now, or joins the load that is under way, or that waits for a rebuild to end.
     *
     * @return empty when another replica was running and {@code trigger} is the schedule; a request waits for its turn
     */
    public CompletableFuture<Optional<RunReport>> run(RunReport.Trigger trigger) {
        return run(Task.LOAD, trigger);
    }

    /**
     * Reads the whole lake into a new schema and puts it in the place of the old one, after what is under way, or joins the
     * rebuild that is. Whoever reads sees the old warehouse until then. Is given up when a file cannot be read, a critical
     * check fails, or the warehouse has loaded what the lake no longer has.
     */
    public CompletableFuture<Optional<RunReport>> rebuild() {
        return run(Task.REBUILD, RunReport.Trigger.REQUEST);
    }

    /** The same, though the lake may have less than the warehouse: what it has not is lost. */
    public CompletableFuture<Optional<RunReport>> rebuildEvenIfLess() {
        return run(Task.REBUILD_EVEN_IF_LESS, RunReport.Trigger.REQUEST);
    }

    /**
     * The same for the flights that depart on {@code dates}: their rows are made anew beside the warehouse and put in the
     * place of those that are there; all others stay as they are.
     */
    public CompletableFuture<Optional<RunReport>> rebuild(DepartureDates dates) {
        return run(Task.rebuild(dates), RunReport.Trigger.REQUEST);
    }

    private synchronized CompletableFuture<Optional<RunReport>> run(Task task, RunReport.Trigger trigger) {
        begun.removeIf(run -> run.end.isDone());
        for (Current run : begun) {
            if (run.task.equals(task)) {
                return trigger == run.trigger ? run.end : run.end.thenCompose(end -> orRun(end, task, trigger));
            }
        }
        Current next = new Current(task, trigger, Instant.now(), new LoadProgress(), new CompletableFuture<>());
        begun.add(next);
        runs.execute(() -> complete(next));
        return next.end;
    }

    /** The end of a run that was joined, or, when it left the turn to another replica, that of a run of its own. */
    private CompletableFuture<Optional<RunReport>> orRun(
            Optional<RunReport> joined, Task task, RunReport.Trigger trigger) {
        return joined.isPresent() || trigger == RunReport.Trigger.SCHEDULE
                ? CompletableFuture.completedFuture(joined)
                : run(task, trigger);
    }

    /** The run that is under way in this process. */
    public synchronized Optional<RunReport> running() {
        return begun.stream()
                .filter(run -> !run.end.isDone())
                .findFirst()
                .map(run -> run.report(RunReport.Status.RUNNING, run.progress.get(), null));
    }

    private void complete(Current run) {
        Optional<RunReport> end = attempt(run);
        try {
            end.ifPresent(metrics::count);
        } catch (RuntimeException e) {
            LOG.debug("A run is not counted, such as one that the end of the service cuts short", e);
        } finally {
            // Or the schedule, which waits for it, would never begin another one, nor the service end.
            run.end.complete(end);
        }
    }

    /** @return empty when another replica was running, and this run left the turn to it */
    private Optional<RunReport> attempt(Current run) {
        try {
            migrations.ensure();
            boolean ran = warehouse.ifOnlyRun(() -> execute(run));
            while (!ran && run.trigger == RunReport.Trigger.REQUEST) {
                Thread.sleep(LOCK_POLL);
                ran = warehouse.ifOnlyRun(() -> execute(run));
            }
            return Optional.ofNullable(run.result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(run.failed("stopped while it waited for another replica"));
        } catch (RuntimeException e) {
            LOG.errorf("The warehouse cannot be loaded: %s", message(e));
            LOG.debug("Cause", e);
            // What failed first is what counts: the database that a load died of cannot be told of it either.
            return Optional.of(
                    run.result != null && run.result.status() == RunReport.Status.FAILED
                            ? run.result
                            : run.failed(message(e)));
        }
    }

    private void execute(Current run) {
        run.id = ledger.begin(run.task, run.trigger);
        LoadResult result;
        String error;
        boolean published = false;
        try {
            boolean rebuild = run.task.kind() == RunReport.Kind.REBUILD;
            // Told before the lake is read: a flight that is scheduled meanwhile is left to the loads.
            Optional<Set<String>> flights =
                    Optional.ofNullable(run.task.dates()).map(departing::of);
            String schema = rebuild ? shadow.create() : Warehouse.SCHEMA;
            if (rebuild && flights.isEmpty()) {
                shadow.refuseWhenOthersStandOnIt();
            }
            result = load.run(schema, flights.map(TopicRows::of).orElseGet(TopicRows::all), run.progress);
            Derivation derivation = derived.refresh(schema, run.id);
            result = result.plus(LoadResult.ofRows(derivation.rows()));
            if (!rebuild) {
                lakeChecks.check(run.id, result.problems());
            }
            error = problems(result, derivation);
            if (error == null && rebuild) {
                flights.ifPresentOrElse(shadow::replaceFlights, () -> shadow.replaceWarehouse(run.task.evenIfLess()));
            }
            quality.tell(warehouse);
            // Not of this run alone: a rebuild of some dates leaves the others as they are.
            if (derivation.forbidding().isEmpty() && !derived.due(Warehouse.SCHEMA)) {
                estimate(run);
                published = true;
            }
        } catch (RuntimeException e) {
            result = run.progress.get();
            error = message(e);
            LOG.errorf("Run %d failed after %d events: %s", run.id, result.allEvents(), error);
            LOG.debug("Cause", e);
        }
        RunReport.Status status = error == null ? RunReport.Status.SUCCEEDED : RunReport.Status.FAILED;
        run.result = run.report(status, result, error);
        metrics.loaded(result.newest());
        ledger.end(run.id, status, result, published, error);
        if (result.allEvents() > 0) {
            LOG.infof(
                    "Run %d: %d events in %.1f s, %d rejected",
                    run.id, result.allEvents(), run.result.seconds(), result.rejected());
        }
    }

    /** What is loaded and checked is published, whether or not it can be told what promotions were worth. */
    private void estimate(Current run) {
        try {
            effects.estimateIfDue(run.id, run.trigger == RunReport.Trigger.REQUEST);
        } catch (RuntimeException e) {
            metrics.estimateFailed();
            LOG.errorf("Run %d cannot tell what promotions were worth; it stays due: %s", run.id, message(e));
            LOG.debug("Cause", e);
        }
    }

    /** What is wrong although nothing was thrown; {@code null} when nothing is. */
    private static String problems(LoadResult result, Derivation derivation) {
        List<String> problems = new ArrayList<>(result.problems());
        derivation.forbidding().forEach(check -> problems.add("not published: " + check));
        return problems.isEmpty() ? null : String.join("; ", problems);
    }

    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause.getMessage() == null
                        || cause.getMessage().equals(cause.getCause().toString()))) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @PreDestroy
    void stop() {
        runs.shutdownNow();
    }

    /** A run of this process, under way or waiting for the one before it. */
    private static final class Current {

        private final Task task;
        private final RunReport.Trigger trigger;
        private final Instant startedAt;
        private final LoadProgress progress;
        private final CompletableFuture<Optional<RunReport>> end;
        private volatile long id;
        private volatile RunReport result;

        Current(
                Task task,
                RunReport.Trigger trigger,
                Instant startedAt,
                LoadProgress progress,
                CompletableFuture<Optional<RunReport>> end) {
            this.task = task;
            this.trigger = trigger;
            this.startedAt = startedAt;
            this.progress = progress;
            this.end = end;
        }

        RunReport report(RunReport.Status status, LoadResult sofar, String error) {
            double seconds = Duration.between(startedAt, Instant.now()).toMillis() / 1000.0;
            return RunReport.of(id, task, trigger, status, startedAt, seconds, sofar, error);
        }

        RunReport failed(String error) {
            return report(RunReport.Status.FAILED, progress.get(), error);
        }
    }
}
