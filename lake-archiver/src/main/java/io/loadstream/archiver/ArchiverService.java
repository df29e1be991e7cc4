package io.loadstream.archiver;

import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.index.Compaction;
import io.loadstream.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Starts the archiver with the application and stops it with it. */
@ApplicationScoped
class ArchiverService {

    private static final int EXIT_STATUS_FAILED = 1;
    private static final int ID_LENGTH = 8;

    private static final Logger LOG = Logger.getLogger(ArchiverService.class);

    private final LakeSettings lake;
    private final Archiver archiver;

    ArchiverService(
            ArchiverConfig config,
            LakeConfig lake,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry registry,
            Tracing tracing) {
        this.lake = lake.settings();
        ArchiveSettings settings = new ArchiveSettings(
                config.groupId(),
                config.topics(),
                config.id().orElseGet(() -> UUID.randomUUID().toString().substring(0, ID_LENGTH)),
                config.maxAge(),
                config.maxBytes(),
                config.maxRecords(),
                config.bufferBytes().orElse(Math.max(config.maxBytes(), quarterOfHeap())),
                config.encoders(),
                config.raw(),
                config.compact().every(),
                new Compaction.Settings(
                        config.compact().targetBytes(),
                        config.compact().minFiles(),
                        config.compact().grace()));
        this.archiver = new Archiver(
                settings,
                kafka,
                this.lake,
                registry,
                Clock.systemUTC(),
                tracing,
                () -> Quarkus.asyncExit(EXIT_STATUS_FAILED));
    }

    void start(@Observes StartupEvent event) {
        lake.weakness().ifPresent(LOG::warn);
        archiver.start();
    }

    void stop(@Observes ShutdownEvent event) {
        archiver.close();
    }

    Archiver archiver() {
        return archiver;
    }

    private static long quarterOfHeap() {
        return Runtime.getRuntime().maxMemory() / 4;
    }
}
