package io.loadstream.engine;

import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedRedis;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.ServerCertificate;
import io.loadstream.embedded.TlsFront;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Redis that the engine under test writes to; a test may stop it, and gets it as a field. The engine reaches it by
 * TLS, told by the variables of the production overlay. A second client is told the same, but to call it by a name that is
 * not in its certificate.
 */
public class RedisResource implements QuarkusTestResourceLifecycleManager {

    public static final String MISNAMED = "misnamed";

    private static final Path OVERLAY =
            Path.of("..", "deploy", "k8s", "overlays", "production", "decision-engine.yaml");
    private static final Pattern VARIABLE = Pattern.compile("name: QUARKUS_REDIS_([A-Z_]+), value: \"?([^\\s\"]+)\"?}");

    private final EmbeddedParts parts = new EmbeddedParts();
    private final Path secrets = Folders.temporary("secrets");
    private TlsFront front;

    @Override
    public Map<String, String> start() {
        EmbeddedRedis redis = parts.redis().get(EmbeddedRedis.class);
        ServerCertificate certificate = ServerCertificate.in(secrets);
        front = TlsFront.before(redis.port(), certificate);
        Map<String, String> configuration = new HashMap<>(parts.configuration());
        configuration.put("loadstream.engine.redis.enabled", "true");
        configuration.put("quarkus.redis.hosts", "rediss://localhost:" + front.port());
        configuration.put("quarkus.redis." + MISNAMED + ".hosts", "rediss://127.0.0.1:" + front.port());
        tls(certificate.certificate()).forEach((setting, value) -> {
            configuration.put("quarkus.redis." + setting, value);
            configuration.put("quarkus.redis." + MISNAMED + "." + setting, value);
        });
        return configuration;
    }

    /** As the overlay sets them; a variable that is none of these the test does not know. */
    private static Map<String, String> tls(Path trusted) {
        Map<String, String> known = new TreeMap<>(Map.of(
                "tls.hostname-verification-algorithm", "",
                "tls.trust-certificate-pem", "",
                "tls.trust-certificate-pem.certs", ""));
        Map<String, String> set = new TreeMap<>();
        Matcher variable = VARIABLE.matcher(overlay());
        while (variable.find()) {
            set.put(variable.group(1), variable.group(2));
        }
        known.replaceAll(
                (setting, none) -> set.remove(setting.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT)));
        if (!set.isEmpty() || known.containsValue(null)) {
            throw new IllegalStateException(OVERLAY + ": not tried here " + set + ", missing from " + known);
        }
        // What the secret of the cluster holds.
        known.put("tls.trust-certificate-pem.certs", trusted.toString());
        return known;
    }

    private static String overlay() {
        try {
            return Files.readString(OVERLAY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts.get(EmbeddedRedis.class), new TestInjector.MatchesType(EmbeddedRedis.class));
    }

    @Override
    public void stop() {
        front.close();
        parts.close();
        Folders.delete(secrets);
    }
}
