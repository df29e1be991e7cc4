package io.loadstream.archiver;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.Ports;
import io.loadstream.embedded.SecureListener;
import io.loadstream.embedded.ServerCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts that the service needs, for tests of the whole service. It reaches the broker by SASL_SSL alone, told by the
 * variables of the production overlay.
 */
public class Parts implements QuarkusTestResourceLifecycleManager {

    private static final Path OVERLAY = Path.of("..", "deploy", "k8s", "overlays", "production", "lake-archiver.yaml");
    private static final Pattern VARIABLE = Pattern.compile("name: (KAFKA_[A-Z_]+), value: (\\S+)}");

    private final EmbeddedParts parts = new EmbeddedParts();
    private final Path secrets = Folders.temporary("secrets");

    @Override
    public Map<String, String> start() {
        SecureListener secure = new SecureListener(Ports.free(), ServerCertificate.in(secrets));
        Map<String, String> configuration =
                new HashMap<>(parts.kafka(2, secure).objectStore().configuration());
        Matcher variable = VARIABLE.matcher(overlay());
        while (variable.find()) {
            configuration.put(variable.group(1), variable.group(2));
        }
        // What the secrets of the cluster hold.
        configuration.replace(
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                secure.certificate().certificate().toString());
        configuration.put("KAFKA_SASL_JAAS_CONFIG", secure.jaasConfig());
        configuration.put("loadstream.archiver.max-age", "300ms");
        return configuration;
    }

    private static String overlay() {
        try {
            return Files.readString(OVERLAY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a test take the store away, and produce past the service's settings. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                parts.get(EmbeddedObjectStore.class), new TestInjector.MatchesType(EmbeddedObjectStore.class));
        injector.injectIntoFields(parts.get(EmbeddedKafka.class), new TestInjector.MatchesType(EmbeddedKafka.class));
    }

    @Override
    public void stop() {
        parts.close();
        Folders.delete(secrets);
    }
}
