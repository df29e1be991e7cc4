package io.loadstream.archiver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code loadstream.archiver}; each key is explained in {@code application.yaml}. */
@ConfigMapping(prefix = "loadstream.archiver")
interface ArchiverConfig {

    List<String> topics();

    @WithDefault("lake-archiver")
    String groupId();

    Optional<String> id();

    @WithDefault("60s")
    Duration maxAge();

    @WithDefault("8388608")
    long maxBytes();

    @WithDefault("200000")
    long maxRecords();

    OptionalLong bufferBytes();

    @WithDefault("2")
    int encoders();

    @WithDefault("true")
    boolean raw();

    Compact compact();

    /** {@code loadstream.archiver.compact}. */
    interface Compact {

        @WithDefault("1h")
        Duration every();

        @WithDefault("33554432")
        long targetBytes();

        @WithDefault("8")
        int minFiles();

        @WithDefault("24h")
        Duration grace();
    }
}
