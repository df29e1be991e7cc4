package io.loadstream.etl;

import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.ServerCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Real Postgres and a real S3 endpoint; runs on request only, unless a test sets more. */
public final class WarehouseParts implements QuarkusTestResourceLifecycleManager {

    /** An argument with any value: the loader reaches Postgres by TLS, and looks who answers. */
    public static final String TLS = "tls";

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
        // So short that a test can wait for it.
        configuration.put("loadstream.etl.statement-limit", "4s");
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
        return Map.of(
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
