package io.loadstream.local.run;

/** The four services. */
public enum Service {
    EVENT_GENERATOR("event-generator", 8081, 128),
    DECISION_ENGINE("decision-engine", 8080, 160),
    LAKE_ARCHIVER("lake-archiver", 8083, 160),
    ETL_SERVICE("etl-service", 8084, 192);

    private final String module;
    private final int preferredPort;
    private final int heapMegabytes;

    Service(String module, int preferredPort, int heapMegabytes) {
        this.module = module;
        this.preferredPort = preferredPort;
        this.heapMegabytes = heapMegabytes;
    }

    /** Its folder, its process and its log are called so. */
    public String module() {
        return module;
    }

    /** Where it listens unless somebody else does. */
    public int preferredPort() {
        return preferredPort;
    }

    /** Where its health and metrics are unless somebody else listens there. */
    public int preferredManagementPort() {
        return preferredPort + 1_000;
    }

    /** Largest heap on a small machine, in MiB: with these, everything together stays within 2 GiB. */
    int heapMegabytes() {
        return heapMegabytes;
    }
}
