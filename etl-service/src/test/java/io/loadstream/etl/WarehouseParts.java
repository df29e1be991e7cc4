package io.loadstream.etl;

import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.ServerCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Real Postgres and a real S3 endpoint; runs on request only, unless a test sets more. */
public final class WarehouseParts implements QuarkusTestResourceLifecycleManager {

    /** An argument with any value: the loader reaches Postgres by TLS, and looks who answers. */
    public static final String TLS = "tls";

    private static final Path OVERLAY = Path.of("..", "deploy", "k8s", "overlays", "production");

    private static final String VERIFIED = "?sslmode=verify-full&sslrootcert=";

    private final EmbeddedParts parts = new EmbeddedParts();
    private Map<String, String> ofThisTest = Map.of();
    private Path secrets;

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
        // So short that a test can wait for it; what is measured may take longer.
        configuration.put(
                "loadstream.etl.statement-limit", Integer.getInteger(EffectEstimateTest.FLIGHTS) == null ? "4s" : "5m");
        configuration.putAll(ofThisTest);
        if (configuration.remove(TLS) != null) {
            configuration.putAll(verifiedTls());
        }
        return configuration;
    }

    /** As in the production overlay: config.yaml and etl-service.yaml. */
    private Map<String, String> verifiedTls() {
        secrets = Folders.temporary("secrets");
        ServerCertificate certificate = ServerCertificate.in(secrets);
        EmbeddedPostgres postgres = parts.get(EmbeddedPostgres.class);
        try {
            postgres.offerTls(certificate);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String trusted = certificate.certificate().toString();
        String reactive = "quarkus.datasource.reactive.";
        Map<String, String> settings = Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:" + postgres.reactiveUrl() + VERIFIED + trusted,
                reactive + "postgresql.ssl-mode",
                "verify-full",
                reactive + "hostname-verification-algorithm",
                "HTTPS",
                reactive + "trust-certificate-pem",
                "true",
                reactive + "trust-certificate-pem.certs",
                trusted);
        Set<String> variables = settings.keySet().stream()
                .filter(name -> name.startsWith(reactive))
                .map(name -> name.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!read("config.yaml").contains(VERIFIED)) {
            throw new IllegalStateException(OVERLAY + "/config.yaml does not set " + VERIFIED);
        }
        if (!variables.equals(variablesOfProduction())) {
            throw new IllegalStateException(
                    OVERLAY + " sets " + variablesOfProduction() + ", what is tried here is " + variables);
        }
        return settings;
    }

    private static Set<String> variablesOfProduction() {
        return Pattern.compile("name: (QUARKUS_[A-Z_]+)")
                .matcher(read("etl-service.yaml"))
                .results()
                .map(variable -> variable.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String file) {
        try {
            return Files.readString(OVERLAY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts, field -> field.getType().equals(EmbeddedParts.class));
    }

    @Override
    public void stop() {
        parts.close();
        if (secrets != null) {
            Folders.delete(secrets);
        }
    }
}
