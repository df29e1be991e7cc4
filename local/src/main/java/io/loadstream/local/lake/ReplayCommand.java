package io.loadstream.local.lake;

import io.loadstream.lake.replay.EventTimeReplay;
import io.loadstream.local.run.RunFailedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays records back. */
@Command(
        name = "replay",
        description = "Plays the records of a time range back in event-time order, bytes as received: to a file, one a"
                + " line, or to the topics of the same names of another broker.")
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private LakeOptions lake;

    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics.")
    private List<String> topics;

    @Option(names = "--from", paramLabel = "TIME", description = "ISO-8601, inclusive (default: the beginning).")
    private Instant from = Instant.MIN;

    @Option(names = "--to", paramLabel = "TIME", description = "ISO-8601, exclusive (default: the end).")
    private Instant to = Instant.MAX;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Properties of the Kafka client, such as security.protocol; before those that the services take from"
                            + " KAFKA_SECURITY_PROTOCOL and the like, which go for this command, too.")
    private Path kafkaConfig;

    static final class Target {

        @Option(names = "--to-file", paramLabel = "FILE", description = "Write to FILE.")
        private Path file;

        @Option(names = "--to-kafka", paramLabel = "SERVERS", description = "Send to this broker (host:port).")
        private String servers;
    }

    @Override
    public Integer call() throws IOException {
        return lake.use(store -> {
            topics.forEach(topic -> LakeChoice.chains(store, topic));
            EventTimeReplay replay;
            try {
                replay = new EventTimeReplay(store, topics);
            } catch (IllegalArgumentException e) {
                throw new RunFailedException(e.getMessage());
            }
            long records = target.file != null ? toFile(replay) : toKafka(replay);
            System.out.println(records + " records were played back");
            if (replay.withoutTime() > 0) {
                System.out.println(
                        replay.withoutTime() + " records beside them were left out: they did not parse, and have"
                                + " no event time to be ordered by");
            }
            return 0;
        });
    }

    /** Beside it first: what is there is not lost for a lake that cannot be played back. */
    private long toFile(EventTimeReplay replay) throws IOException {
        if (Files.exists(target.file) && !Files.isRegularFile(target.file)) {
            return write(replay, target.file);
        }
        Path whole = Files.exists(target.file) ? target.file.toRealPath() : target.file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            long records = write(replay, part);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            return records;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private long write(EventTimeReplay replay, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return replay.run(from, to, record -> {
                try {
                    out.write(record.value());
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private long toKafka(EventTimeReplay replay) throws IOException {
        Properties file = new Properties();
        if (kafkaConfig != null) {
            try (InputStream in = Files.newInputStream(kafkaConfig)) {
                file.load(in);
            }
        }
        Map<String, Object> configuration = ReplayToKafka.configuration(target.servers, System.getenv(), file);
        try (ReplayToKafka kafka = new ReplayToKafka(new KafkaProducer<>(configuration), topics)) {
            long records = replay.run(from, to, kafka);
            kafka.finish();
            return records;
        }
    }
}
