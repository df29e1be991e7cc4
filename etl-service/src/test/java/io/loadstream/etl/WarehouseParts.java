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

/** Real Postgres and a real S3 endpoint; runs on request only, unless a test sets more. */
public final class WarehouseParts implements QuarkusTestResourceLifecycleManager {

    /** An argument with any value: the loader reaches Postgres by TLS, and looks who answers. */
    public static final String TLS = "tls";

    private static final Path OVERLAY = Path.of("..", "deploy", "k8s", "overlays", "production", "etl-service.yaml");

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
                "jdbc:" + postgres.reactiveUrl() + "?sslmode=verify-full&sslrootcert=" + trusted,
                reactive + "postgresql.ssl-mode",
                "verify-full",
                reactive + "hostname-verification-algorithm",
                "HTTPS",
                reactive + "trust-certificate-pem",
                "true",
                reactive + "trust-certificate-pem.certs",
                trusted);
        settings.keySet().stream()
                .filter(name -> name.startsWith(reactive))
                .forEach(WarehouseParts::requireInProduction);
        return settings;
    }

    private static void requireInProduction(String setting) {
        String variable = setting.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT);
        try {
            if (!Files.readString(OVERLAY).contains("{name: " + variable + ",")) {
                throw new IllegalStateException(OVERLAY + " does not set " + variable);
            }
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
