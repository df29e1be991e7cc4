package io.loadstream.local.chaos.engine;

import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Environment;
import io.loadstream.local.chaos.DrillReport;
import io.loadstream.local.run.ServiceProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/** What is left to be said at a drill's end. */
final class Verdict {

    private Verdict() {}

    /**
     * Waits for the engines to finish, stops them, and has everything checked.
     *
     * @param results what the drill itself has counted; the check's results are added
     */
    static DrillReport of(String drill, BenchRun run, EngineFleet fleet, long produced, Map<String, Object> results)
            throws InterruptedException, ExecutionException {
        run.progress().say(produced + " records were produced");
        boolean settled = fleet.awaitEnd();
        long flights = settled ? fleet.flightsThatAllAnswerFor() : -1;
        String revision = fleet.revision();
        fleet.engines().forEach(ServiceProcess::stop);
        List<TopicPartition> hanging = fleet.hanging();
        if (!hanging.isEmpty()) {
            run.progress().say("transactions without an end hold readers up in " + hanging);
        }

        EngineChecker checker = check(fleet.kafka().bootstrapServers(), revision);
        List<String> problems = checker.problems();
        problems.forEach(run.progress()::say);
        boolean passed =
                settled && problems.isEmpty() && hanging.isEmpty() && checker.input() == produced && flights > 0;
        run.progress()
                .say(
                        passed
                                ? "exactly once: %,d records in, %,d metrics and %,d decisions out, none missing, repeated or different"
                                        .formatted(checker.input(), checker.metrics(), checker.decisions())
                                : "NOT exactly once: see above");
        results.put("records_in", checker.input());
        results.put("transactions", checker.transactions());
        results.put("metrics", checker.metrics());
        results.put("decisions", checker.decisions());
        results.put("dead_letters", checker.deadLetters());
        results.put("differences", checker.differences());
        results.put("partitions_with_a_hanging_transaction", hanging.size());
        results.put("flights_that_every_engine_answers_for", flights);
        return new DrillReport(drill, passed, Environment.here(), results);
    }

    private static EngineChecker check(String bootstrapServers, String revision) {
        try (CommittedTopics topics = new CommittedTopics(bootstrapServers)) {
            return new EngineChecker(topics, revision).check(EngineFleet.PARTITIONS);
        }
    }
}
