package io.loadstream.etl.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How to load. Every key has its default, unit and a sentence in {@code application.yaml}. */
@ConfigMapping(prefix = "loadstream.etl")
public interface EtlSettings {

    /** Read by the scheduler's own expression. */
    @WithDefault("60s")
    String every();

    /** Read by the scheduler's own expression. */
    @WithDefault("off")
    String cron();

    /** Read by the scheduler's own expression. */
    @WithDefault("15m")
    String goldEvery();

    /** Read by the scheduler's own expression. */
    @WithDefault("off")
    String auditCron();

    @WithDefault("4")
    int connections();

    @WithDefault("100000")
    int transactionRows();

    @WithDefault("5m")
    Duration statementLimit();

    @WithDefault("90d")
    Duration keepRuns();

    @WithDefault("15m")
    Duration evaluateEvery();

    @WithDefault("365")
    int evaluatedDays();

    @WithDefault("0.05")
    double relevantEffect();
}
