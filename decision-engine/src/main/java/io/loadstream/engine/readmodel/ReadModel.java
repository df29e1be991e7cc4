package io.loadstream.engine.readmodel;

import io.loadstream.engine.config.EngineConfig;
import io.loadstream.engine.live.FlightChanges;
import io.loadstream.engine.live.FlightNews;
import io.loadstream.engine.telemetry.ReadModelMeters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps Redis up to date, on a thread of its own. The loop only leaves its news in a short queue: when that is full, and
 * when Redis has lost what it had, or the flights in hand are others, all flights in hand are written again, and what
 * Redis has of their partitions beside them is taken out.
 */
@ApplicationScoped
public class ReadModel implements Runnable {

    private static final Logger LOG = Logger.getLogger(ReadModel.class);

    private static final int QUEUED_NEWS = 64;
    /** Flights that are asked for and written at once: some milliseconds of the loop's time. */
    private static final int CHUNK = 500;

    private static final long RETRY_MILLIS = 1_000;

    private final boolean enabled;
    private final long everyMillis;
    private final SharedFlights shared;
    private final FlightsInHand flights;
    private final ReadModelMeters meters;

    private final BlockingQueue<FlightNews> news = new ArrayBlockingQueue<>(QUEUED_NEWS);
    private volatile String network;
    private volatile boolean missed = true;
    private volatile boolean ready;
    private volatile boolean stopping;
    private volatile String problem;
    private Thread thread;

    // Of this thread alone.
    private final FlightChanges backlog = new FlightChanges();
    private String epoch;

    ReadModel(EngineConfig config, SharedFlights shared, FlightsInHand flights, ReadModelMeters meters) {
        this.enabled = config.redis().enabled();
        this.everyMillis = config.redis().every().toMillis();
        this.shared = shared;
        this.flights = flights;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            thread = Thread.ofPlatform().daemon().name("read-model").start(this);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** @param topicId of the state's topic: topics that are made anew are another network */
    public void network(String topicId) {
        if (enabled && !topicId.equals(network)) {
            shared.of(topicId);
            network = topicId;
            missed = true;
        }
    }

    /** Takes the news of a committed transaction; never waits. */
    public void take(FlightNews committed) {
        if (enabled && !news.offer(committed)) {
            missed = true;
        }
    }

    /** The flights in hand are others now; {@code ready} when they can be asked for. */
    public void startOver(boolean nowReady) {
        missed = true;
        ready = nowReady;
    }

    /** One line on how it is doing, for a person. */
    public String detail() {
        if (!enabled) {
            return "switched off";
        }
        return problem == null ? "up to date but for " + meters.waiting() + " flights" : problem;
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                note(news.poll(everyMillis, TimeUnit.MILLISECONDS));
                if (network != null && ready) {
                    write();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failed(e);
                pause();
            }
        }
    }

    private void note(FlightNews first) {
        for (FlightNews taken = first; taken != null; taken = news.poll()) {
            backlog.add(taken);
        }
        meters.waiting(backlog.size());
    }

    private void write() {
        String now = shared.epoch();
        if (missed || !now.equals(epoch)) {
            missed = false;
            FlightsInHand.All all = flights.all();
            backlog.addChanged(all.ids());
            shared.ghosts(all).forEach(backlog::addGone);
            epoch = now;
        }
        while (backlog.size() > 0) {
            List<String> next = backlog.next(CHUNK);
            shared.write(next.isEmpty() ? List.of() : flights.standings(next), backlog.gone());
            backlog.told(next);
            meters.written(next.size());
            meters.waiting(backlog.size());
        }
        if (problem != null) {
            LOG.info("Redis is up to date again");
            problem = null;
        }
    }

    private void failed(RuntimeException e) {
        // Whatever was under way, all of it is written again: rare, and simple.
        missed = true;
        if (problem == null) {
            LOG.warnf("Redis is behind, decisions go on: %s", e);
        }
        problem = "behind, decisions go on: " + e;
        meters.failed();
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
