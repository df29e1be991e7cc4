package io.loadstream.local.chaos.engine;

import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.chaos.Drill;
import io.loadstream.local.chaos.DrillReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two engines, then three, then one, under load: how long nobody decides while partitions move, and that it is right. */
public final class ScaleDrill implements Drill {

    private static final long WARM_UP_SECONDS = 15;

    /** How much of everything; each number of engines lasts {@code seconds / 4}. */
    private record Scale(long records, long seconds) {

        static final Scale FULL = new Scale(300_000, 120);
        static final Scale QUICK = new Scale(30_000, 40);
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String summary() {
        return "lets two engines become three, then one, under load; states how long partitions wait while they move";
    }

    @Override
    public DrillReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        try (EngineFleet fleet = new EngineFleet(run)) {
            fleet.add();
            fleet.add();
            String bootstrapServers = fleet.kafka().bootstrapServers();
            Map<String, Object> results = new LinkedHashMap<>();
            long produced;
            try (Production production = new Production(bootstrapServers, scale.records, scale.seconds);
                    OutputGaps gaps = new OutputGaps(bootstrapServers)) {
                Thread.sleep(WARM_UP_SECONDS * 1_000);
                note(run, results, "without a move", gaps);
                fleet.add();
                Thread.sleep(scale.seconds * 250);
                note(run, results, "from 2 to 3 engines", gaps);
                fleet.remove(fleet.engines().getFirst());
                fleet.remove(fleet.engines().getFirst());
                Thread.sleep(scale.seconds * 250);
                note(run, results, "from 3 to 1 engine", gaps);
                produced = production.await();
            }
            return Verdict.of(name(), run, fleet, produced, results);
        }
    }

    private static void note(BenchRun run, Map<String, Object> results, String move, OutputGaps gaps) {
        Silence silence = new Silence(move, gaps.takeLongest());
        silence.addTo(results);
        run.progress().say(silence.told());
    }
}
