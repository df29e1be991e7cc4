package io.loadstream.engine.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.engine.config.EngineConfig;
import io.loadstream.engine.live.FlightSource.Seen;
import io.loadstream.engine.live.Frames.Frame;
import io.loadstream.engine.live.PipelineFigures.Figures;
import io.loadstream.engine.live.RecentDecisions.Numbered;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Turns what the loop commits into frames for browsers, on a thread of its own. The loop only leaves its news in a short
 * queue: when that is full it goes on, and the board is read afresh. Frames are made once for all browsers, and only
 * while one is looking.
 */
@ApplicationScoped
public class LiveBoard implements Runnable {

    private static final Logger LOG = Logger.getLogger(LiveBoard.class);

    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** With so many records waiting the engine's time is dearer than the page's smoothness. */
    static final long BACKLOG_RECORDS = 50_000;

    private static final long BACKLOG_FRAME_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long UNWATCHED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int QUEUED_NEWS = 64;
    private static final int DECISIONS_IN_FRAME = 100;
    /** With more on the move each is told less often: 5,000 of them every 5 seconds. */
    private static final int FLIGHTS_IN_FRAME = 500;

    /** Flights that leave make room, and what was too late for the board comes in time. Goes through all flights. */
    private static final long REFILL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int KEPT_FRAMES = 64;
    private static final long KEPT_BYTES = 16_000_000;

    private final int capacity;
    private final SalesCurves curves;
    private final RecentDecisions decisions;
    private final PipelineFigures figures;
    private final FlightSource flights;
    private final Board board;
    private final LongSupplier nanos;
    private final Frames frames = new Frames(KEPT_FRAMES, KEPT_BYTES);

    private final BlockingQueue<FlightNews> news = new ArrayBlockingQueue<>(QUEUED_NEWS);
    private volatile boolean missed;
    private volatile boolean stopping;
    private volatile long lookedAt;
    private Thread thread;

    // Of this thread alone.
    private final FlightChanges changes = new FlightChanges();
    private boolean filled;
    private long filledAt;
    private long lastDecision;

    @Inject
    LiveBoard(
            EngineConfig config,
            SalesCurves curves,
            RecentDecisions decisions,
            PipelineFigures figures,
            FlightSource flights,
            ObjectMapper json) {
        this(config, curves, decisions, figures, flights, json, System::nanoTime);
    }

    LiveBoard(
            EngineConfig config,
            SalesCurves curves,
            RecentDecisions decisions,
            PipelineFigures figures,
            FlightSource flights,
            ObjectMapper json,
            LongSupplier nanos) {
        this.capacity = config.board().flights();
        this.curves = curves;
        this.decisions = decisions;
        this.figures = figures;
        this.flights = flights;
        this.board = new Board(capacity, json, decisions, config.traceLink().orElse(null));
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong() - UNWATCHED_NANOS;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().daemon().name("live-board").start(this);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    /** Takes the news of a committed transaction; never waits. */
    public void take(FlightNews committed) {
        if (!news.offer(committed)) {
            missed = true;
        }
    }

    /** The flights in hand are others now. */
    public void startOver() {
        missed = true;
    }

    /** See {@link Frames#after}; whoever asks counts as looking for a while. */
    public Frame after(String id) {
        lookedAt = nanos.getAsLong();
        return frames.after(id);
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        while (!stopping) {
            try {
                FlightNews taken = news.poll(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (taken != null) {
                    note(taken);
                }
                if (System.nanoTime() - next >= 0) {
                    frame();
                    next = System.nanoTime() + frameNanos();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("No frame for the live board", e);
                missed = true;
                next = System.nanoTime() + FRAME_NANOS;
            }
        }
    }

    private long frameNanos() {
        return figures.now().lagRecords() > BACKLOG_RECORDS ? BACKLOG_FRAME_NANOS : FRAME_NANOS;
    }

    private void note(FlightNews taken) {
        curves.add(taken);
        if (filled) {
            changes.add(taken);
        }
    }

    void frame() {
        Figures now = figures.now();
        if (nanos.getAsLong() - lookedAt > UNWATCHED_NANOS) {
            forget();
        } else if (!now.ready()) {
            tellFiguresAlone(now);
        } else {
            try {
                tellFlights();
            } catch (TimeoutException e) {
                tellFiguresAlone(figures.now().notAnswering());
            } catch (RuntimeException e) {
                LOG.debug("No flights for the live board", e);
                tellFiguresAlone(figures.now());
            }
        }
    }

    private void tellFlights() {
        if (!filled || missed) {
            fill();
        } else if (figures.now().flights() > board.size() && nanos.getAsLong() - filledAt > REFILL_NANOS) {
            refill();
        } else {
            change();
        }
    }

    /** How the engine is doing matters most while it cannot be asked for flights; once it can, the board starts over. */
    private void tellFiguresAlone(Figures now) {
        missed = true;
        if (filled) {
            tell(board.figures(newDecisions(), now));
        } else {
            start(List.of(), null, now);
        }
    }

    private void forget() {
        if (filled) {
            filled = false;
            changes.clear();
            frames.stop();
            board.fill(List.of(), null, null);
        }
    }

    private void fill() {
        missed = false;
        changes.clear();
        Seen seen = flights.next(capacity);
        start(seen.rows(), seen.time(), figures.now());
    }

    private void start(List<BoardRow> rows, Long time, Figures now) {
        filled = true;
        filledAt = nanos.getAsLong();
        lastDecision = decisions.last();
        board.fill(rows, time, now);
        frames.restart(nanos.getAsLong(), board.snapshot());
    }

    /** There are more flights than rows: those that are next now. */
    private void refill() {
        changes.clear();
        Seen seen = flights.next(capacity);
        filledAt = nanos.getAsLong();
        tell(board.refill(seen.rows(), newDecisions(), seen.time(), figures.now()));
    }

    private void change() {
        List<String> changed = changes.next(FLIGHTS_IN_FRAME);
        Seen seen = flights.rows(changed);
        tell(board.change(
                seen.rows(), List.copyOf(changes.gone().keySet()), newDecisions(), seen.time(), figures.now()));
        changes.told(changed);
    }

    private List<Numbered> newDecisions() {
        // A burst shows its end; all of it can be asked for.
        long from = Math.max(lastDecision, decisions.last() - DECISIONS_IN_FRAME);
        List<Numbered> made = decisions.after(from, DECISIONS_IN_FRAME);
        if (!made.isEmpty()) {
            lastDecision = made.getLast().number();
        }
        return made;
    }

    private void tell(byte[] frame) {
        frames.add(frame);
        if (frames.isSnapshotWanted()) {
            // Here, and not on the threads that serve requests: it tells up to all the flights that the board can hold.
            frames.snapshot(board.snapshot());
        }
    }
}
