package io.loadstream.engine.config;

import io.loadstream.domain.decision.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Settings of the engine; {@code application.yaml} gives each its default, unit and meaning. */
@ConfigMapping(prefix = "loadstream.engine")
public interface EngineConfig {

    String policy();

    Optional<String> instanceId();

    String group();

    Optional<String> traceLink();

    Batch batch();

    Transaction transaction();

    Session session();

    Time time();

    RecentDecisions recentDecisions();

    Board board();

    Redis redis();

    Curves curves();

    interface Batch {
        int maxRecords();

        Duration maxWait();
    }

    interface Transaction {
        Duration timeout();
    }

    interface Session {
        Duration timeout();
    }

    interface Time {
        Duration lateness();

        Duration jump();

        Duration retention();

        Duration orphans();

        default Bounds bounds() {
            return new Bounds(lateness(), jump(), retention(), orphans());
        }
    }

    interface RecentDecisions {
        @WithName("size")
        int size();
    }

    interface Redis {
        boolean enabled();

        String prefix();

        Duration every();
    }

    interface Board {
        int flights();
    }

    interface Curves {
        int flights();

        int points();
    }
}
