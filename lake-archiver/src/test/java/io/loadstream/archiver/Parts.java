package io.loadstream.archiver;

import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.EmbeddedParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** The parts that the service needs, for tests of the whole service. */
public class Parts implements QuarkusTestResourceLifecycleManager {

    private final EmbeddedParts parts = new EmbeddedParts();

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration =
                new HashMap<>(parts.kafka(2).objectStore().configuration());
        configuration.put("loadstream.archiver.max-age", "300ms");
        return configuration;
    }

    /** Lets a test take the store away. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                parts.get(EmbeddedObjectStore.class), new TestInjector.MatchesType(EmbeddedObjectStore.class));
    }

    @Override
    public void stop() {
        parts.close();
    }
}
