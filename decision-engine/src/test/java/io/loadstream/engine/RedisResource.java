package io.loadstream.engine;

import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedRedis;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A real Redis that the engine under test writes to; a test may stop it, and gets it as a field. */
public class RedisResource implements QuarkusTestResourceLifecycleManager {

    private final EmbeddedParts parts = new EmbeddedParts();

    @Override
    public Map<String, String> start() {
        parts.redis();
        Map<String, String> configuration = new HashMap<>(parts.configuration());
        configuration.put("loadstream.engine.redis.enabled", "true");
        return configuration;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts.get(EmbeddedRedis.class), new TestInjector.MatchesType(EmbeddedRedis.class));
    }

    @Override
    public void stop() {
        parts.close();
    }
}
