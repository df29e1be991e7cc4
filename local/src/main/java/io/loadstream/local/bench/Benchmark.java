package io.loadstream.local.bench;

import java.util.List;
import java.util.ServiceLoader;

/** A measurement that {@code ./loadstream bench NAME} runs. Found through {@link ServiceLoader}. */
public interface Benchmark {

    /** What it is called on the command line: lower case, words joined by hyphens. */
    String name();

    /** What it measures, in one line. */
    String summary();

    /**
     * Measures.
     *
     * @return what was found; every figure comes from this run
     */
    BenchReport run(BenchRun run) throws Exception;

    /** All that there are, by name. */
    static List<Benchmark> all() {
        return ServiceLoader.load(Benchmark.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(java.util.Comparator.comparing(Benchmark::name))
                .toList();
    }
}
