package io.loadstream.local.run;

/** The four services. */
public enum Service {
    EVENT_GENERATOR("event-generator", 8080),
    DECISION_ENGINE("decision-engine", 8081),
    LAKE_ARCHIVER("lake-archiver", 8083),
    ETL_SERVICE("etl-service", 8084);

    private final String module;
    private final int preferredPort;

    Service(String module, int preferredPort) {
        this.module = module;
        this.preferredPort = preferredPort;
    }

    /** Its folder, its process and its log are called so. */
    public String module() {
        return module;
    }

    /** Where it listens unless somebody else does. */
    public int preferredPort() {
        return preferredPort;
    }
}
