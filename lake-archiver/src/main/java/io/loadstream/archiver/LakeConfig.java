package io.loadstream.archiver;

import io.loadstream.lake.LakeSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** {@code loadstream.lake}; each key is explained in {@code application.yaml}. */
@ConfigMapping(prefix = "loadstream.lake")
interface LakeConfig {

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

    default LakeSettings settings() {
        return new LakeSettings(endpoint(), region(), bucket(), accessKey(), secretKey(), caFile().orElse(null));
    }
}
