package io.loadstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.benchmarks.streams.StreamsEngine;
import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.JavaCommand;
import io.loadstream.embedded.TopicPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rival that does not do its job would make us look fast. */
class RivalsTest {

    private static final Backlog BACKLOG = new Backlog(20, 2_000, 7);
    private static final String INPUTS = "flight_lifecycle,bookings,seat_inventory";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void fillBacklog() {
        kafka = EmbeddedKafka.inThisJvm();
        kafka.create(TopicPlan.ofContract(4));
        admin = kafka.admin();
        BACKLOG.writeTo(kafka.bootstrapServers(), sent -> {});
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void bareReadReadsEveryRecord() throws Exception {
        Trial trial = run("bare", BareRead.class, List.of(kafka.bootstrapServers(), "bare", INPUTS));

        assertThat(trial.records()).isBetween(0L, BACKLOG.records());
    }

    @ParameterizedTest(name = "with the engine''s client settings: {0}")
    @CsvSource({"false, simulation_truth", "true, promo_decisions"})
    void copyLimitAnswersEveryRecord(String asTheEngine, String output) throws Exception {
        String group = "copy-" + asTheEngine;

        run(group, CopyLimit.class, List.of(kafka.bootstrapServers(), group, INPUTS, output, asTheEngine));

        assertThat(committedRecordsOf(output)).isEqualTo(BACKLOG.records());
    }

    @Test
    void kafkaStreamsAnswersEveryBookingWithAMetric() throws Exception {
        run(
                "streams",
                StreamsEngine.class,
                StreamsEngine.arguments(
                        kafka.bootstrapServers(),
                        "streams",
                        folder.resolve("state").toString(),
                        true,
                        1));

        assertThat(committedRecordsOf("inventory_metrics")).isEqualTo(BACKLOG.bookings());
    }

    private static Trial run(String group, Class<?> main, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(JavaCommand.smallJvm(256));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ChildProcess process = ChildProcess.start(group, command, Map.of(), folder, folder.resolve(group + ".log"));
        try {
            GroupProgress progress = new GroupProgress(admin, group, List.of(INPUTS.split(",")));
            assertThat(progress.total()).isEqualTo(BACKLOG.records());
            return Trial.watch(ProcessHandle.of(process.pid()).orElseThrow(), progress, PATIENCE);
        } finally {
            process.stop(Duration.ofSeconds(10));
        }
    }

    private static long committedRecordsOf(String topic) {
        return CommittedRecords.count(kafka.bootstrapServers(), topic);
    }
}
