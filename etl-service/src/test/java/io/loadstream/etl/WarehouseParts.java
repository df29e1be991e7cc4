package io.loadstream.etl;

import io.loadstream.embedded.EmbeddedParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Real Postgres and a real S3 endpoint; runs on request only, unless a test sets more. */
public final class WarehouseParts implements QuarkusTestResourceLifecycleManager {

    private final EmbeddedParts parts = new EmbeddedParts();
    private Map<String, String> ofThisTest = Map.of();

    @Override
    public void init(Map<String, String> configuration) {
        ofThisTest = configuration;
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration =
                new HashMap<>(parts.postgres().objectStore().configuration());
        configuration.put("loadstream.etl.every", "off");
        configuration.put("loadstream.etl.gold-every", "off");
        configuration.put("quarkus.http.test-port", "0");
        // Few, so that a test's few events take many transactions.
        configuration.put("loadstream.etl.transaction-rows", "40");
        // So short that a test can wait for it.
        configuration.put("loadstream.etl.statement-limit", "4s");
        configuration.putAll(ofThisTest);
        return configuration;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts, field -> field.getType().equals(EmbeddedParts.class));
    }

    @Override
    public void stop() {
        parts.close();
    }
}
