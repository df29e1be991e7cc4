package io.loadstream.archiver;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Puts files at the end of their chains, whatever it takes. Blocks: call it from a thread that may wait for minutes.
 *
 * <pre>
 *   PUT if absent --written------------------------------> stored
 *     |  \--anything else--> HEAD --absent, no answer----> wait, PUT again
 *     |                        \----present, ours--------> stored
 *     |                         \---present, another's---> adopted
 * </pre>
 */
final class Uploader {

    private final LakeStore store;
    private final LakeChains chains;
    private final Broker broker;
    private final Problems problems;

    Uploader(LakeStore store, Broker broker, Problems problems) {
        this.store = store;
        this.chains = new LakeChains(store);
        this.broker = broker;
        this.problems = problems;
    }

    /**
     * @return only when it is known what stands at that place of the chain
     * @throws InterruptedException when the partition is no longer ours; the file may or may not have been stored
     */
    Outcome upload(EncodedFile encoded) throws InterruptedException {
        ChainFile file = encoded.file();
        Backoff backoff = new Backoff();
        while (true) {
            try {
                if (!isCurrent(file.chain())) {
                    return new Outcome.TopicReplaced();
                }
                Optional<Outcome> outcome = attempt(encoded);
                if (outcome.isPresent()) {
                    problems.solved(file.chain().toString());
                    return outcome.get();
                }
            } catch (CompletionException | ExecutionException e) {
                problems.report(file.chain().toString(), "cannot store a file: " + Failures.describe(e));
            }
            backoff.pause();
        }
    }

    /**
     * All records of the file were fetched between the moment when the topic's id was learnt and now; if it is still
     * the same, none can be from a later life of the topic: ids are never used twice.
     */
    private boolean isCurrent(Chain chain) throws ExecutionException, InterruptedException {
        return broker.topicId(chain.topic()).filter(chain.topicId()::equals).isPresent();
    }

    private Optional<Outcome> attempt(EncodedFile encoded) throws InterruptedException {
        ChainFile file = encoded.file();
        CompletionException failure = null;
        try {
            if (Failures.await(store.putIfAbsent(file.key(), encoded.content(), file.metadata()))) {
                return Optional.of(new Outcome.Stored(encoded));
            }
        } catch (CompletionException e) {
            failure = e;
        }
        Optional<ChainFile> found;
        try {
            found = Failures.await(chains.fileAt(file.chain(), file.start()));
        } catch (CompletionException e) {
            // Answers to HEAD have no body: why the store refuses, only that to the PUT says.
            throw failure == null ? e : failure;
        }
        if (found.isEmpty() && failure != null) {
            throw failure;
        }
        return found.map(present -> isOurs(file, present) ? new Outcome.Stored(encoded) : new Outcome.Adopted(present));
    }

    private static boolean isOurs(ChainFile file, ChainFile present) {
        return present.writer().equals(file.writer())
                && present.last() == file.last()
                && present.crc32c().equals(file.crc32c());
    }
}
