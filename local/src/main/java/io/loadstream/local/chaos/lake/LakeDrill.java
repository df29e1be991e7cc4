package io.loadstream.local.chaos.lake;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.verify.LakeVerifier;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Environment;
import io.loadstream.local.chaos.Drill;
import io.loadstream.local.chaos.DrillReport;
import io.loadstream.local.run.Service;
import io.loadstream.local.run.ServiceProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.TopicPartition;

/**
 * Two archivers that compact every few seconds, killed again and again, one or both, on a store that goes away meanwhile:
 * afterwards every record is there once.
 */
public final class LakeDrill implements Drill {

    private static final int PARTITIONS = 12;
    private static final int ARCHIVERS = 2;
    private static final long SETTLE_LIMIT_NANOS = 300_000_000_000L;

    /**
     * How much of everything.
     *
     * @param longestOutage seconds that the first outage of the store takes; the others take some seconds
     * @param seconds that records are produced
     * @param compactEvery seconds between two runs of compaction, and how long it keeps originals
     */
    private record Scale(long records, int kills, int outages, long longestOutage, long seconds, long compactEvery) {

        static final Scale FULL = new Scale(2_000_000, 20, 5, 120, 270, 5);
        static final Scale QUICK = new Scale(60_000, 3, 1, 2, 12, 1);
    }

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public String summary() {
        return "kills two archivers with SIGKILL and takes the store away while records flow; counts every byte after";
    }

    @Override
    public DrillReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        try (EmbeddedKafka kafka = EmbeddedKafka.inOwnProcess(place(run, "kafka"));
                EmbeddedObjectStore objectStore = EmbeddedObjectStore.at(place(run, "object-store"));
                LakeStore store = LakeStore.open(settings(objectStore))) {
            kafka.create(TopicPlan.ofContract(PARTITIONS));
            List<ServiceProcess> archivers = startArchivers(run, scale, kafka, objectStore);
            try {
                return drill(run, scale, kafka, objectStore, store, archivers);
            } finally {
                archivers.forEach(ServiceProcess::stop);
            }
        }
    }

    private DrillReport drill(
            BenchRun run,
            Scale scale,
            EmbeddedKafka kafka,
            EmbeddedObjectStore objectStore,
            LakeStore store,
            List<ServiceProcess> archivers)
            throws Exception {
        Production production = new Production(scale.records, PARTITIONS);
        Thread producing = produceInBackground(production, kafka, scale);
        Breakage breakage = new Breakage(run, objectStore, archivers, production);
        breakage.run(scale.kills, scale.outages, scale.longestOutage, scale.seconds);
        producing.join();
        run.progress().say(production.sent() + " records were produced");
        double settled = awaitAll(run, store, production.sent());
        // Or files would go while they are read.
        archivers.forEach(ServiceProcess::stop);

        Map<TopicPartition, Long> expected = production.records();
        ForeignAudit audit = new ForeignAudit();
        audit.read(store, expected, run.progress()::update);
        run.progress().endLine();
        List<String> problems = verify(run, store);

        Map<String, Object> results = new LinkedHashMap<>();
        results.put("records_produced", production.sent());
        results.put("kills", scale.kills);
        results.put("kills_of_both", breakage.killsOfBoth());
        results.put("kills_while_the_store_was_down", breakage.killsInOutages());
        results.put("store_outages", scale.outages);
        results.put("longest_outage_seconds", scale.longestOutage);
        results.put("seconds_until_all_was_archived", Math.round(settled));
        results.put("objects", audit.objects());
        results.put("compacted_objects", audit.compacted());
        results.put("bytes", audit.bytes());
        results.put("rows", audit.rows());
        results.put("missing", audit.missing(expected));
        results.put("duplicates", audit.duplicates());
        results.put("unexpected", audit.unexpected());
        results.put("different_bytes", audit.different());
        results.put("problems_of_chains", problems.size());
        problems.stream().limit(5).forEach(problem -> run.progress().say(problem));
        boolean passed = audit.missing(expected) == 0
                && audit.duplicates() == 0
                && audit.unexpected() == 0
                && audit.different() == 0
                && audit.rows() == production.sent()
                && problems.isEmpty();
        return new DrillReport(name(), passed, Environment.here(), results);
    }

    private static Thread produceInBackground(Production production, EmbeddedKafka kafka, Scale scale) {
        return Thread.ofPlatform().name("production").start(() -> {
            try {
                production.run(kafka.bootstrapServers(), scale.seconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static List<ServiceProcess> startArchivers(
            BenchRun run, Scale scale, EmbeddedKafka kafka, EmbeddedObjectStore objectStore) {
        LakeSettings lake = settings(objectStore);
        List<ServiceProcess> archivers = new ArrayList<>();
        for (int i = 1; i <= ARCHIVERS; i++) {
            ServiceProcess archiver = ServiceProcess.start(
                    run.home(),
                    run.folder(),
                    Service.LAKE_ARCHIVER,
                    Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                            "LOADSTREAM_LAKE_ENDPOINT", lake.endpoint().toString(),
                            "LOADSTREAM_LAKE_BUCKET", lake.bucket(),
                            "LOADSTREAM_LAKE_ACCESS_KEY", lake.accessKey(),
                            "LOADSTREAM_LAKE_SECRET_KEY", lake.secretKey(),
                            "LOADSTREAM_ARCHIVER_MAX_AGE", "2s",
                            "LOADSTREAM_ARCHIVER_COMPACT_EVERY", scale.compactEvery + "s",
                            "LOADSTREAM_ARCHIVER_COMPACT_MIN_FILES", "3",
                            "LOADSTREAM_ARCHIVER_COMPACT_GRACE", scale.compactEvery + "s"));
            // Or two would choose the same ports, which nobody notices when both are started again at once.
            archiver.awaitReady();
            archivers.add(archiver);
            run.progress().say("archiver " + i + " was started");
        }
        return archivers;
    }

    /** Waits until the files that readers are told of have as many rows as were produced; seconds that it took. */
    private static double awaitAll(BenchRun run, LakeStore store, long records) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            long archived = 0;
            try {
                archived = rows(store);
            } catch (CompletionException notBackYetOrJustFolded) {
                run.progress().update("the store does not answer yet, or files go meanwhile");
            }
            if (archived >= records || System.nanoTime() - start > SETTLE_LIMIT_NANOS) {
                run.progress().say(archived + " of " + records + " records are in the lake");
                return (System.nanoTime() - start) / 1e9;
            }
            run.progress().update(archived + " of " + records + " records are in the lake");
            Thread.sleep(1_000);
        }
    }

    private static long rows(LakeStore store) {
        LakeChains chains = new LakeChains(store);
        LakeIndex index = new LakeIndex(store);
        long rows = 0;
        for (String topic : chains.topics().join()) {
            for (Chain chain : chains.chains(topic).join()) {
                rows += index.segments(chain, 0).join().stream()
                        .mapToLong(Segment::rows)
                        .sum();
            }
        }
        return rows;
    }

    private static List<String> verify(BenchRun run, LakeStore store) {
        LakeChains chains = new LakeChains(store);
        List<String> problems = new ArrayList<>();
        try (LakeVerifier verifier = new LakeVerifier(store)) {
            for (String topic : chains.topics().join()) {
                for (Chain chain : chains.chains(topic).join()) {
                    problems.addAll(verifier.verify(
                                    chain,
                                    (at, done, of) ->
                                            run.progress().update("verifying " + at + ": " + done + " of " + of))
                            .problems());
                }
            }
        }
        run.progress().endLine();
        return problems;
    }

    private static Place place(BenchRun run, String name) {
        return Place.in(run.folder().data().resolve(name))
                .loggingTo(run.folder().logs().resolve(name + ".log"));
    }

    private static LakeSettings settings(EmbeddedObjectStore objectStore) {
        return new LakeSettings(
                URI.create(objectStore.endpoint()),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY);
    }
}
