package io.loadstream.archiver;

import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Tries whether the store does what the archive's guarantees rest on: of many writers of one key, one wins. */
final class StoreProbe {

    private static final Logger LOG = Logger.getLogger(StoreProbe.class);

    private static final String FOLDER = "probe/";
    private static final int RACERS = 8;

    private static final int MOVED_PERMANENTLY = 301;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int BAD_REQUEST = 400;

    private final LakeStore store;
    private final LakeSettings settings;

    StoreProbe(LakeStore store, LakeSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * @throws UnfitStoreException when the store or its configuration is wrong: waiting will not help
     * @throws CompletionException when the store cannot be reached now
     */
    void run() throws InterruptedException {
        String key = FOLDER + UUID.randomUUID();
        try {
            long winners = race(key);
            if (winners != 1) {
                throw new UnfitStoreException("the object store " + settings
                        + " does not honour If-None-Match on PUT (" + winners + " of " + RACERS
                        + " writers of one key won): it would overwrite files; use a store with atomic conditional"
                        + " writes (AWS S3, MinIO since 2024-11)");
            }
        } catch (CompletionException e) {
            throw explained(e);
        } finally {
            removeQuietly(key);
        }
    }

    private long race(String key) throws InterruptedException {
        List<CompletableFuture<Boolean>> attempts = IntStream.range(0, RACERS)
                .mapToObj(i -> store.putIfAbsent(key, new byte[] {(byte) i}, Map.of("probe", Integer.toString(i))))
                .toList();
        long winners = 0;
        CompletionException conflict = null;
        for (CompletableFuture<Boolean> attempt : attempts) {
            try {
                winners += Failures.await(attempt) ? 1 : 0;
            } catch (CompletionException e) {
                if (LakeStore.statusOf(e) != CONFLICT) {
                    throw e;
                }
                // So some stores answer those who write while another does: they have lost, too.
                conflict = e;
            }
        }
        if (winners == 0 && conflict != null) {
            throw conflict;
        }
        return winners;
    }

    private RuntimeException explained(CompletionException failure) {
        return switch (LakeStore.statusOf(failure)) {
            // Not for good: clocks are put right while services run.
            case FORBIDDEN ->
                Failures.isClock(failure)
                        ? failure
                        : new UnfitStoreException("the object store " + settings
                                + " refuses the access key (403); check loadstream.lake.access-key and .secret-key, and"
                                + " that it may write to the bucket");
            case NOT_FOUND ->
                new UnfitStoreException("the object store has no bucket " + settings
                        + " (404); create it, or set loadstream.lake.bucket");
            case MOVED_PERMANENTLY -> isElsewhere();
            case BAD_REQUEST ->
                switch (LakeStore.codeOf(failure)) {
                    case "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" -> isElsewhere();
                    case "InvalidBucketName" ->
                        new UnfitStoreException("the object store does not take the name of the bucket " + settings
                                + " (400); set loadstream.lake.bucket");
                    // It has waited in vain for what was sent; the next attempt may do better.
                    case "RequestTimeout" -> failure;
                    case "", "InvalidArgument", "InvalidRequest", "NotImplemented" -> knowsNoConditions(failure);
                    case String code ->
                        new UnfitStoreException("the object store " + settings + " refuses to write (400, " + code
                                + "); check the settings loadstream.lake");
                };
            case NOT_IMPLEMENTED -> knowsNoConditions(failure);
            default -> failure;
        };
    }

    private UnfitStoreException isElsewhere() {
        return new UnfitStoreException(
                "the object store says that the bucket " + settings + " is in another region than " + settings.region()
                        + ", or at another address; set loadstream.lake.region and loadstream.lake.endpoint");
    }

    private UnfitStoreException knowsNoConditions(CompletionException failure) {
        return new UnfitStoreException("the object store " + settings
                + " does not know conditional writes (" + LakeStore.statusOf(failure)
                + "); use one that takes If-None-Match on PUT (AWS S3, MinIO since 2024-11)");
    }

    private void removeQuietly(String key) throws InterruptedException {
        try {
            Failures.await(store.delete(key));
        } catch (CompletionException e) {
            LOG.debugf("the probe's object %s stays: %s", key, Failures.describe(e));
        }
    }

    /** The store cannot carry the lake; the message says why and what to do. */
    static final class UnfitStoreException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnfitStoreException(String message) {
            super(message);
        }
    }
}
