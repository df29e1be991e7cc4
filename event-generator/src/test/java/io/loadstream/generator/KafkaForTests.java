package io.loadstream.generator;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.TopicPlan;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker with the contract's topics. */
public class KafkaForTests implements QuarkusTestResourceLifecycleManager {

    private EmbeddedKafka kafka;

    @Override
    public Map<String, String> start() {
        kafka = EmbeddedKafka.inThisJvm();
        kafka.create(TopicPlan.ofContract(3));
        return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers());
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
