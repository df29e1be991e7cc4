package io.loadstream.archiver;

import io.loadstream.lake.Chain;
import io.loadstream.lake.index.Compaction;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Compacts, from time to time, the chains that this archiver writes. Whatever goes wrong is tried again next time: the
 * archive itself does not depend on it.
 */
final class Maintenance implements Runnable {

    private static final Logger LOG = Logger.getLogger(Maintenance.class);

    private final Compaction compaction;
    private final Supplier<Set<Chain>> chains;
    private final Duration every;
    private final ArchiveMetrics metrics;

    /** @param chains those to look after; asked anew each time */
    Maintenance(Compaction compaction, Supplier<Set<Chain>> chains, Duration every, ArchiveMetrics metrics) {
        this.compaction = compaction;
        this.chains = chains;
        this.every = every;
        this.metrics = metrics;
    }

    /** Runs until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(every);
                for (Chain chain : chains.get()) {
                    compact(chain);
                    if (Thread.interrupted()) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("maintenance ends");
        }
    }

    private void compact(Chain chain) {
        try {
            Compaction.Result result = compaction.run(chain);
            metrics.compacted(chain.topic(), result);
            if (result.folded() > 0) {
                LOG.infof(
                        "%s: folded %d files into %d, deleted %d originals",
                        chain, result.folded(), result.written(), result.deleted());
            }
        } catch (CompletionException e) {
            LOG.warnf("%s: not compacted this time: %s", chain, Failures.describe(e));
        } catch (RuntimeException | Error e) {
            // Out of memory included: what was collected is let go of, and records go on being archived.
            LOG.errorf(e, "%s: cannot be compacted", chain);
        }
    }
}
