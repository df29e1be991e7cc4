package io.loadstream.etl.config;

import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the lake is. */
@ConfigMapping(prefix = "loadstream.lake")
public interface LakeAddress {

    @WithDefault("http://localhost:9000")
    URI endpoint();

    @WithDefault("us-east-1")
    String region();

    @WithDefault("loadstream")
    String bucket();

    @WithDefault("loadstream")
    String accessKey();

    @WithDefault(LakeSettings.PUBLISHED_SECRET)
    String secretKey();

    Optional<Path> caFile();

    /** A client of that lake; the caller closes it. */
    default LakeStore open() {
        return LakeStore.open(
                new LakeSettings(endpoint(), region(), bucket(), accessKey(), secretKey(), caFile().orElse(null)));
    }
}
