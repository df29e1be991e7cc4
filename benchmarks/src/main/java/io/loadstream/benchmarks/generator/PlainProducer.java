package io.loadstream.benchmarks.generator;

import io.loadstream.domain.market.HappeningWriter;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records that are made beforehand, the same over and over, with the generator's own settings: what a producer can
 * do that has nothing else to do. Arguments: bootstrap servers, records, and an {@link Order}.
 */
public final class PlainProducer {

    private static final int MADE = 100_000;

    /** Days of departures that they are taken from, and of how many events one: from all of the time on sale. */
    private static final int DAYS = 2;

    private static final int ONE_OF = 3;

    private PlainProducer() {}

    /** In which order the records go out. */
    public enum Order {
        /** As they happen: the next one is for any partition. */
        EVENT_TIME,
        /** Partition by partition, some thousands for each in turn, as the generator has it: batches fill sooner. */
        PARTITION
    }

    public static void main(String[] arguments) {
        List<ProducerRecord<byte[], byte[]>> made = make();
        if (Order.valueOf(arguments[2]) == Order.PARTITION) {
            made = byPartition(made);
        }
        long records = Long.parseLong(arguments[1]);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", arguments[0],
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "5",
                "batch.size", "131072",
                "buffer.memory", "33554432");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                ProducerRecord<byte[], byte[]> next = made.get((int) (i % MADE));
                producer.send(new ProducerRecord<>(next.topic(), next.partition(), next.key(), next.value()));
            }
        }
    }

    /** Names the partition of each, too, as the generator does. */
    private static List<ProducerRecord<byte[], byte[]>> byPartition(List<ProducerRecord<byte[], byte[]>> made) {
        return made.stream()
                .map(record -> new ProducerRecord<>(
                        record.topic(),
                        BuiltInPartitioner.partitionForKey(record.key(), GeneratorTrials.PARTITIONS),
                        record.key(),
                        record.value()))
                .sorted(Comparator.comparing(ProducerRecord::partition))
                .toList();
    }

    private static List<ProducerRecord<byte[], byte[]>> make() {
        List<ProducerRecord<byte[], byte[]>> made = new ArrayList<>();
        HappeningWriter writer = new HappeningWriter();
        Market market = Market.of(ScenarioReader.preset("network").withDays(DAYS));
        long[] events = new long[1];
        while (made.size() < MADE) {
            market.step(event -> {
                if (events[0]++ % ONE_OF == 0) {
                    made.add(new ProducerRecord<>(
                            event.kind().topic().topicName(), event.flightKey(), writer.write(event)));
                }
            });
        }
        return made;
    }
}
