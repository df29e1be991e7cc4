package io.loadstream.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who may call, and how often. */
@ConfigMapping(prefix = "loadstream.http")
public interface HttpConfig {

    /**
     * What callers that change something have to show as {@code Authorization: Bearer ...}. Without one only callers on
     * this machine may change anything.
     */
    Optional<String> token();

    /** Whether reading needs the token, too. */
    @WithDefault("false")
    boolean closed();

    /** Requests to the API that are answered in one second, all callers together; from 1. */
    @WithDefault("1000")
    int requestsPerSecond();
}
