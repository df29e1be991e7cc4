package io.loadstream.local.etl;

import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.embedded.Place;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.run.Service;
import io.loadstream.local.run.ServiceProcess;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What the loader needs: a store and a database, running. */
public final class LoaderParts implements AutoCloseable {

    private final BenchRun run;
    private final EmbeddedObjectStore objectStore;
    private final EmbeddedPostgres postgres;
    private final LakeStore store;

    public LoaderParts(BenchRun run) {
        this.run = run;
        objectStore = EmbeddedObjectStore.at(place("object-store"));
        postgres = EmbeddedPostgres.at(place("postgres"));
        store = LakeStore.open(new LakeSettings(
                URI.create(objectStore.endpoint()),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY));
    }

    public LakeStore store() {
        return store;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /**
     * A loader that is ready.
     *
     * @param every time between its runs, or {@code off}
     */
    public ServiceProcess startLoader(String every) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LOADSTREAM_LAKE_ENDPOINT", objectStore.endpoint());
        environment.put("LOADSTREAM_LAKE_ACCESS_KEY", EmbeddedObjectStore.ACCESS_KEY);
        environment.put("LOADSTREAM_LAKE_SECRET_KEY", EmbeddedObjectStore.SECRET_KEY);
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + postgres.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedPostgres.PASSWORD);
        environment.put("LOADSTREAM_ETL_EVERY", every);
        return ServiceProcess.start(run.home(), run.folder(), Service.ETL_SERVICE, environment);
    }

    private Place place(String name) {
        return Place.in(run.folder().data().resolve(name))
                .loggingTo(run.folder().logs().resolve(name + ".log"));
    }

    @Override
    public void close() {
        store.close();
        postgres.close();
        objectStore.close();
    }
}
