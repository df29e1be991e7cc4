package io.loadstream.local.chaos.engine;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.chaos.Drill;
import io.loadstream.local.chaos.DrillReport;
import io.loadstream.local.run.ServiceProcess;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Three engines that are killed, stopped, paused and cut off while they decide: afterwards every record is right. */
public final class EngineDrill implements Drill {

    private static final int ENGINES = 3;

    /** How much of everything. */
    private record Scale(long records, int rounds, long seconds) {

        static final Scale FULL = new Scale(1_000_000, 24, 360);
        static final Scale QUICK = new Scale(40_000, 5, 25);
    }

    /** What is done to an engine or its broker. */
    private enum Fault {
        KILL,
        STOP,
        PAUSE,
        BROKER_RESTART,
        BROKER_KILL
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String summary() {
        return "kills, stops and pauses three engines and their broker; a checker recomputes every decision";
    }

    @Override
    public DrillReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        try (EngineFleet fleet = new EngineFleet(run)) {
            for (int i = 0; i < ENGINES; i++) {
                fleet.add();
            }
            String bootstrapServers = fleet.kafka().bootstrapServers();
            Map<String, Object> results = new LinkedHashMap<>();
            results.put("seed", run.seed());
            long produced;
            try (Production production = new Production(bootstrapServers, scale.records, scale.seconds);
                    OutputGaps gaps = new OutputGaps(bootstrapServers)) {
                breakThings(run, scale, fleet, production, gaps, results);
                produced = production.await();
            }
            return Verdict.of(name(), run, fleet, produced, results);
        }
    }

    private static void breakThings(
            BenchRun run,
            Scale scale,
            EngineFleet fleet,
            Production production,
            OutputGaps gaps,
            Map<String, Object> results)
            throws Exception {
        Random random = new Random(run.seed());
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        Map<Fault, Double> silence = new EnumMap<>(Fault.class);
        long pause = scale.seconds * 1_000 / (scale.rounds + 1);
        Thread.sleep(pause / 2);
        for (int round = 0; round < scale.rounds; round++) {
            Fault fault = Fault.values()[round < Fault.values().length ? round : random.nextInt(Fault.values().length)];
            ServiceProcess victim = fleet.engines().get(random.nextInt(ENGINES));
            inflict(fault, victim, fleet.kafka());
            faults.merge(fault, 1, Integer::sum);
            Thread.sleep(pause / 2 + random.nextLong(pause / 2));
            double silent = gaps.takeLongest();
            if (production.sent() < scale.records) {
                silence.merge(fault, silent, Math::max);
            }
            run.progress()
                    .say("round %d of %d: %s; a partition was silent for %.1f s; produced so far: %,d"
                            .formatted(round + 1, scale.rounds, fault, silent, production.sent()));
        }
        results.put("records_when_the_last_fault_was_over", production.sent());
        faults.forEach((fault, count) -> results.put(label("faults_", fault), count));
        silence.forEach((fault, seconds) -> results.put(label("longest_silence_s_after_", fault), seconds));
    }

    private static String label(String prefix, Fault fault) {
        return prefix + fault.name().toLowerCase(Locale.ROOT);
    }

    private static void inflict(Fault fault, ServiceProcess victim, EmbeddedKafka kafka)
            throws IOException, InterruptedException {
        switch (fault) {
            case KILL -> {
                victim.kill();
                victim.start();
            }
            case STOP -> {
                victim.stop();
                victim.start();
            }
            case PAUSE -> {
                signal(victim, "STOP");
                Thread.sleep((EngineFleet.SESSION_SECONDS + 3) * 1_000);
                signal(victim, "CONT");
            }
            case BROKER_RESTART -> {
                kafka.stop();
                kafka.start();
            }
            case BROKER_KILL -> {
                kafka.kill();
                kafka.start();
            }
        }
    }

    private static void signal(ServiceProcess process, String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(process.pid())))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + signal + " ended with " + status);
        }
    }
}
