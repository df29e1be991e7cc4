package io.loadstream.benchmarks.generator;

import io.loadstream.domain.market.HappeningWriter;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records that are made beforehand, the same over and over, with the generator's own settings: what a producer can
 * do that has nothing else to do. Arguments: bootstrap servers, records.
 */
public final class PlainProducer {

    private static final int MADE = 100_000;

    /** Days of departures that they are taken from, and of how many events one: from all of the time on sale. */
    private static final int DAYS = 2;

    private static final int ONE_OF = 3;

    private PlainProducer() {}

    public static void main(String[] arguments) {
        List<ProducerRecord<byte[], byte[]>> made = make();
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
                producer.send(new ProducerRecord<>(next.topic(), next.key(), next.value()));
            }
        }
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
