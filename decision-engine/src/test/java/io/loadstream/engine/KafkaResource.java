package io.loadstream.engine;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real broker with the topics of the contract, for the engine under test. */
public class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private final EmbeddedParts parts = new EmbeddedParts();

    @Override
    public Map<String, String> start() {
        parts.kafka(4);
        Map<String, String> configuration = new HashMap<>(parts.configuration());
        configuration.put(
                "kafka.bootstrap.servers", parts.get(EmbeddedKafka.class).bootstrapServers());
        configuration.put("loadstream.engine.policy", "iteration-1");
        configuration.put("quarkus.http.test-port", "0");
        for (String chatty : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
            configuration.put("quarkus.log.category.\"" + chatty + "\".level", "WARN");
        }
        return configuration;
    }

    @Override
    public void stop() {
        parts.close();
    }
}
