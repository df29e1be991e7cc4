package io.loadstream.generator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What {@code application.yaml} says; each key is explained there. */
@ConfigMapping(prefix = "loadstream.generator")
public interface GeneratorSettings {

    @WithDefault("simulate")
    Mode mode();

    @WithDefault("0")
    double speed();

    @WithDefault("small")
    String scenario();

    OptionalLong seed();

    OptionalInt days();

    @WithName("continue")
    @WithDefault("false")
    boolean continues();

    @WithDefault("false")
    boolean onTop();

    @WithDefault("500")
    int batchSize();

    @WithDefault("1")
    int lanes();

    Replay replay();

    Topics topics();

    ClosedLoop closedLoop();

    /** What a run does. */
    enum Mode {
        SIMULATE,
        REPLAY,
        IDLE
    }

    interface Replay {
        Optional<String> folder();

        @WithDefault("2000000")
        int maxLines();
    }

    interface ClosedLoop {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("decision-engine")
        String group();

        @WithDefault("10m")
        Duration patience();
    }

    interface Topics {
        @WithDefault("5m")
        Duration patience();
    }
}
