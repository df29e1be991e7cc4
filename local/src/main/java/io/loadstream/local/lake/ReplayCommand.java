package io.loadstream.local.lake;

import io.loadstream.lake.LakeStore;
import io.loadstream.lake.replay.EventTimeReplay;
import io.loadstream.lake.replay.ReplayedRecord;
import io.loadstream.local.run.RunFailedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

    static final class Target {

        @Option(names = "--to-file", paramLabel = "FILE", description = "Write to FILE.")
        private Path file;

        @Option(names = "--to-kafka", paramLabel = "SERVERS", description = "Send to this broker (host:port).")
        private String servers;
    }

    @Override
    public Integer call() throws IOException {
        try (LakeStore store = lake.open()) {
            topics.forEach(topic -> LakeChoice.chains(store, topic));
            EventTimeReplay replay = new EventTimeReplay(store, topics);
            long records = target.file != null ? toFile(replay) : toKafka(replay);
            System.out.println(records + " records were played back");
            return 0;
        } catch (IllegalArgumentException e) {
            throw new RunFailedException(e.getMessage());
        }
    }

    private long toFile(EventTimeReplay replay) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target.file))) {
            return replay.run(from, to, record -> {
                try {
                    out.write(record.value());
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot write " + target.file, e);
                }
            });
        }
    }

    /**
     * To the partition that its key belongs to there: that is the same one where the topic has as many. A record without
     * a key goes to the one that it was in, if there is such a one.
     */
    private static ProducerRecord<byte[], byte[]> produced(ReplayedRecord record, int partitions) {
        Integer partition = record.key() == null && record.partition() < partitions ? record.partition() : null;
        ProducerRecord<byte[], byte[]> produced =
                new ProducerRecord<>(record.topic(), partition, record.key(), record.value());
        record.headers().forEach(header -> produced.headers().add(header.key(), header.value()));
        return produced;
    }

    private long toKafka(EventTimeReplay replay) {
        AtomicReference<Exception> failed = new AtomicReference<>();
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", target.servers,
                "key.serializer", ByteArraySerializer.class,
                "value.serializer", ByteArraySerializer.class,
                "acks", "all");
        long records;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(configuration)) {
            Consumer<ReplayedRecord> send = record -> {
                int partitions = producer.partitionsFor(record.topic()).size();
                producer.send(produced(record, partitions), (sent, failure) -> failed.compareAndSet(null, failure));
            };
            records = replay.run(from, to, send);
        }
        if (failed.get() != null) {
            throw new RunFailedException(
                    "not all records were taken by the broker: " + failed.get().getMessage());
        }
        return records;
    }
}
