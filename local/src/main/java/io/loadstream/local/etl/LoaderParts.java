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
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the loader needs: a store and a database, running. */
public final class LoaderParts implements AutoCloseable {

    private final BenchRun run;
    private final EmbeddedObjectStore objectStore;
    private final EmbeddedPostgres postgres;
    private final LakeSettings lake;
    private final LakeStore store;

    private LoaderParts(
            BenchRun run, Function<Place, EmbeddedObjectStore> store, Function<Place, EmbeddedPostgres> database) {
        this.run = run;
        objectStore = store.apply(place("object-store"));
        postgres = database.apply(place("postgres"));
        lake = lakeAt(objectStore.endpoint());
        this.store = LakeStore.open(lake);
    }

    /** Small ones. */
    public static LoaderParts start(BenchRun run) {
        return new LoaderParts(run, EmbeddedObjectStore::at, EmbeddedPostgres::at);
    }

    /** As fast as they are where they run for long: for measurements. */
    public static LoaderParts startAtFullSpeed(BenchRun run) {
        return new LoaderParts(run, EmbeddedObjectStore::atFullSpeed, EmbeddedPostgres::atFullSpeed);
    }

    /** The lake in an embedded store that listens there. */
    public static LakeSettings lakeAt(String endpoint) {
        return new LakeSettings(
                URI.create(endpoint),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY);
    }

    public LakeSettings lake() {
        return lake;
    }

    public LakeStore store() {
        return store;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /**
     * A loader in a small JVM that is starting.
     *
     * @param every time between its runs, or {@code off}
     * @param name that its connections which load are known by to the database
     */
    public ServiceProcess startLoader(String every, String name) {
        Map<String, String> environment = environment(every);
        environment.merge("QUARKUS_DATASOURCE_JDBC_URL", "?ApplicationName=" + name, String::concat);
        return ServiceProcess.start(run.home(), run.folder(), Service.ETL_SERVICE, environment);
    }

    /** A loader that is starting, in the JVM of that command: it loads and exports by request. */
    public ServiceProcess startLoaderIn(List<String> jvm) {
        Map<String, String> environment = environment("off");
        environment.put("LOADSTREAM_ETL_GOLD_EVERY", "off");
        return ServiceProcess.start(run.home(), run.folder(), Service.ETL_SERVICE, jvm, environment);
    }

    private Map<String, String> environment(String every) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LOADSTREAM_LAKE_ENDPOINT", lake.endpoint().toString());
        environment.put("LOADSTREAM_LAKE_ACCESS_KEY", lake.accessKey());
        environment.put("LOADSTREAM_LAKE_SECRET_KEY", lake.secretKey());
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + postgres.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedPostgres.PASSWORD);
        environment.put("LOADSTREAM_ETL_EVERY", every);
        return environment;
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
