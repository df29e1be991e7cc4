package io.loadstream.etl.config;

import io.loadstream.lake.LakeSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says at the start which secrets are still those that everybody can read, for parts on other machines. */
@ApplicationScoped
class PublishedSecrets {

    /** As in application.yaml. */
    private static final String PASSWORD = "loadstream";

    private static final Pattern HERE = Pattern.compile("//(localhost|127\\.0\\.0\\.1|\\[::1])[:/]");
    private static final Logger LOG = Logger.getLogger(PublishedSecrets.class);

    private final LakeAddress lake;
    private final String password;
    private final String database;

    PublishedSecrets(
            LakeAddress lake,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String database) {
        this.lake = lake;
        this.password = password;
        this.database = database;
    }

    void tell(@Observes StartupEvent event) {
        LakeSettings settings =
                new LakeSettings(lake.endpoint(), lake.region(), lake.bucket(), lake.accessKey(), lake.secretKey());
        weaknesses(settings, password, database).forEach(LOG::warn);
    }

    static List<String> weaknesses(LakeSettings lake, String password, String database) {
        boolean published = password.equals(PASSWORD) && !HERE.matcher(database).find();
        return Stream.concat(
                        lake.weakness().stream(),
                        published
                                ? Stream.of("the password of the warehouse at " + database
                                        + " is the published default: set another as QUARKUS_DATASOURCE_PASSWORD")
                                : Stream.empty())
                .toList();
    }
}
