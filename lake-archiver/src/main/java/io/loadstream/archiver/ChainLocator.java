package io.loadstream.archiver;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Finds where the chain of a partition ends, whatever it takes: the lake knows best, the group's committed offset only
 * saves the way. Blocks: call it from a thread that may wait for minutes.
 */
final class ChainLocator {

    private static final Logger LOG = Logger.getLogger(ChainLocator.class);

    private final LakeChains chains;
    private final Broker broker;
    private final Uploader uploader;
    private final FileEncoder encoder;
    private final Problems problems;
    private final ArchiveMetrics metrics;

    ChainLocator(
            LakeChains chains,
            Broker broker,
            Uploader uploader,
            FileEncoder encoder,
            Problems problems,
            ArchiveMetrics metrics) {
        this.chains = chains;
        this.broker = broker;
        this.uploader = uploader;
        this.encoder = encoder;
        this.problems = problems;
        this.metrics = metrics;
    }

    /**
     * @return where the broker still has the next record
     * @throws InterruptedException when the partition is no longer ours
     */
    ResumePoint locate(TopicPartition partition) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                Optional<ResumePoint> found = attempt(partition);
                if (found.isPresent()) {
                    problems.solved(partition.toString());
                    return found.get();
                }
            } catch (CompletionException | ExecutionException | LakeException e) {
                problems.report(partition.toString(), "cannot find the end of its chain: " + Failures.describe(e));
            }
            backoff.pause();
        }
    }

    private Optional<ResumePoint> attempt(TopicPartition partition) throws ExecutionException, InterruptedException {
        Optional<String> topicId = broker.topicId(partition.topic());
        if (topicId.isEmpty()) {
            problems.report(partition.toString(), "the topic does not exist; create it");
            return Optional.empty();
        }
        Chain chain = new Chain(partition.topic(), topicId.get(), partition.partition());
        ResumePoint known = known(chain, Committed.of(broker.committed(partition), chain));
        ChainEnd end = walk(known.end());
        long brokerEnd = broker.end(partition);
        if (end.next() > brokerEnd) {
            problems.report(
                    partition.toString(),
                    "the lake holds records up to offset " + (end.next() - 1) + ", the broker only up to "
                            + (brokerEnd - 1)
                            + ": it has lost records, and would use their offsets again; recreate the topic");
            return Optional.empty();
        }
        long settled = Math.max(end.next(), Math.min(known.settled(), brokerEnd));
        long earliest = broker.earliest(partition);
        return Optional.of(
                settled < earliest
                        ? ResumePoint.at(markGap(end, settled, earliest - 1))
                        : new ResumePoint(end, settled));
    }

    /** A file end of the chain that is certain, as near to the end as can be had cheaply. */
    private ResumePoint known(Chain chain, Optional<Committed> committed) throws InterruptedException {
        if (committed.isPresent()) {
            Committed told = committed.get();
            if (told.isWithoutFile()) {
                return new ResumePoint(ChainEnd.empty(chain), told.settled());
            }
            Optional<ChainFile> previous = Failures.await(chains.fileAt(chain, told.previousStart()));
            if (previous.isPresent() && told.fits(previous.get())) {
                return new ResumePoint(ChainEnd.after(previous.get()), told.settled());
            }
            LOG.warnf(
                    "%s: committed offset %d does not agree with the chain, which is listed instead",
                    chain, told.settled());
        }
        return ResumePoint.at(
                Failures.await(chains.lastFile(chain, 0)).map(ChainEnd::after).orElse(ChainEnd.empty(chain)));
    }

    /**
     * By listing what lies behind, not by asking file after file: compaction may have removed the next one long ago,
     * but never the last.
     */
    private ChainEnd walk(ChainEnd from) throws InterruptedException {
        return Failures.await(chains.lastFile(from.chain(), from.next()))
                .map(ChainEnd::after)
                .orElse(from);
    }

    /** Retention overtook the archiver, which had seen all before {@code first}: says so in the chain itself. */
    private ChainEnd markGap(ChainEnd end, long first, long last) throws InterruptedException {
        EncodedFile marker = encoder.gap(end.chain(), end.next(), last);
        return switch (uploader.upload(marker)) {
            case Outcome.Stored stored -> {
                long lost = last - first + 1;
                LOG.errorf(
                        "%s: offsets %d to %d were deleted by the broker before they were archived; the gap is marked"
                                + " in the lake. Raise the topic's retention.",
                        end.chain(), first, last);
                metrics.gap(end.chain().topic(), lost);
                yield ChainEnd.after(stored.file().file());
            }
            case Outcome.Adopted adopted -> walk(ChainEnd.after(adopted.theirs()));
            case Outcome.TopicReplaced replaced ->
                throw new CompletionException(new IllegalStateException("the topic was replaced meanwhile"));
        };
    }
}
