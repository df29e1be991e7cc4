package io.loadstream.local.chaos;

import io.loadstream.local.bench.BenchRun;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** A fault that {@code ./loadstream chaos NAME} puts into a running pipeline. Found through {@link ServiceLoader}. */
public interface Drill {

    /** What it is called on the command line: lower case, words joined by hyphens. */
    String name();

    /** What it does to what, in one line. */
    String summary();

    /** Does it, and finds out what it did to the data. */
    DrillReport run(BenchRun run) throws Exception;

    /** All that there are, by name. */
    static List<Drill> all() {
        return ServiceLoader.load(Drill.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Drill::name))
                .toList();
    }
}
