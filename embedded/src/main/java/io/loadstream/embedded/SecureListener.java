package io.loadstream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A second listener of a broker, which takes whoever comes by TLS and proves to be {@value #USER} by SCRAM-SHA-512, as
 * brokers in production do.
 */
public record SecureListener(int port, ServerCertificate certificate) {

    private static final String NAME = "SECURE";
    private static final String USER = "service";
    private static final String PASSWORD = "secret-of-the-service";

    /** What clients connect to. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** What a client shows, as its {@code sasl.jaas.config}. */
    public String jaasConfig() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(USER, PASSWORD);
    }

    void configure(Properties broker) {
        String mine = "listener.name." + NAME.toLowerCase(Locale.ROOT) + '.';
        broker.merge("listeners", NAME + "://localhost:" + port, (others, own) -> others + "," + own);
        broker.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + NAME + ":SASL_SSL");
        broker.setProperty(mine + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
        broker.setProperty(
                mine + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        broker.setProperty(mine + "ssl.keystore.type", "PEM");
        try {
            broker.setProperty(
                    mine + "ssl.keystore.location",
                    certificate.keyAndCertificate().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brokers keep users in their own log. */
    void addUser(Admin admin) {
        try {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new PartFailedException("kafka does not take the user " + USER + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while kafka was told of a user", e);
        }
    }
}
