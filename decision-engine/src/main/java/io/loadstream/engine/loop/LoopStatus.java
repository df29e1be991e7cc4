package io.loadstream.engine.loop;

import io.loadstream.domain.policy.Policy;
import io.loadstream.engine.live.LiveBoard;
import io.loadstream.engine.live.PipelineFigures;
import io.loadstream.engine.readmodel.ReadModel;
import io.loadstream.engine.telemetry.EngineMeters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.jboss.logging.Logger;

/** What health checks ask, and where everyone else hears of the loop's commits. */
@ApplicationScoped
public class LoopStatus implements LoopObserver {

    private static final Logger LOG = Logger.getLogger(LoopStatus.class);

    /** Failures in a row after which the process had better be replaced. */
    private static final int HOPELESS = 20;

    private final EngineMeters meters;
    private final PipelineFigures figures;
    private final LiveBoard board;
    private final ReadModel readModel;
    private final Pulse pulse = new Pulse(System::nanoTime);
    private final Readiness readiness = new Readiness(System::nanoTime, pulse);

    private volatile String detail = "starting";
    private volatile int failuresInARow;
    private volatile boolean committedSinceFailure;

    LoopStatus(EngineMeters meters, PipelineFigures figures, LiveBoard board, ReadModel readModel) {
        this.meters = meters;
        this.figures = figures;
        this.board = board;
        this.readModel = readModel;
        meters.unready(readiness::unreadySeconds);
    }

    /** Whether the state of all assigned partitions is there. */
    public boolean isReady() {
        return readiness.isReady();
    }

    /** Whether the loop goes on, and trying on makes sense. */
    public boolean isHopeful() {
        return pulse.lost() == null && failuresInARow < HOPELESS;
    }

    /** One line on what the loop is at. */
    public String detail() {
        String lost = pulse.lost();
        return lost == null ? detail : lost + "; at last: " + detail;
    }

    /** The loop goes on. */
    void stepped() {
        pulse.beat();
    }

    /** The loop's thread ends. */
    void ended() {
        pulse.end();
    }

    boolean committedSinceFailure() {
        return committedSinceFailure;
    }

    void serves(RequiredTopics.StateTopic topic) {
        readModel.network(topic.id());
        figures.partitions(topic.partitions());
    }

    /** It is in force from now on. Whether a flight is held out may be another matter by it. */
    void decidesBy(Policy policy) {
        figures.policy(policy.revision());
        board.startOver();
        readModel.startOver(readiness.isReady());
    }

    void waiting(String reason) {
        pulse.beat();
        detail = reason;
        figures.state(readiness.isReady(), detail);
    }

    @Override
    public void assigned(Collection<Integer> partitions, boolean nowReady) {
        readiness.set(nowReady);
        detail = nowReady ? "partitions " + partitions : "restoring";
        figures.state(nowReady, detail);
        figures.inHand(partitions.size());
        board.startOver();
        readModel.startOver(nowReady);
    }

    @Override
    public void restored(long millis) {
        meters.restored(millis);
    }

    @Override
    public void committed(Commit commit) {
        failuresInARow = 0;
        committedSinceFailure = true;
        commit.tally().publish(meters::events, (decided, count) -> {
            meters.decisions(decided.outcome(), decided.rule(), count);
            figures.decided(decided.outcome(), count);
        });
        long now = System.currentTimeMillis();
        commit.tally().forEachCause(produced -> meters.decided(now - produced));
        meters.deadLetters(commit.tally().deadLetters());
        meters.jumps(commit.tally().jumps());
        meters.committed(commit.records(), commit.processNanos(), commit.commitNanos(), commit.flights());
        figures.committed(commit.records(), commit.tally().deadLetters(), commit.flights(), commit.commitNanos());
        board.take(commit.news());
        readModel.take(commit.news());
    }

    @Override
    public void lag(long records, double seconds) {
        meters.lag(records, seconds);
        figures.lag(records, seconds);
    }

    @Override
    public void failed(Throwable cause, int attempts) {
        pulse.beat();
        readiness.set(false);
        readModel.startOver(false);
        failuresInARow = attempts;
        committedSinceFailure = false;
        detail = "starting over after: " + cause.getMessage();
        figures.state(false, detail);
        meters.failed();
        LOG.errorf(cause, "The loop failed and starts over (failure %d in a row)", attempts);
    }
}
