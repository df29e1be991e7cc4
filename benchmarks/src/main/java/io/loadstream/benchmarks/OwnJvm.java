package io.loadstream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A measurement in a JVM of its own, which prints its figures. */
public final class OwnJvm {

    private OwnJvm() {}

    /**
     * Runs it to its end.
     *
     * @param java the command with its options
     * @param log takes what it prints as errors
     * @param line takes each line that it prints, at once
     * @throws IllegalStateException when it fails
     */
    public static void run(List<String> java, Path log, Consumer<String> line, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        try (BufferedReader lines = process.inputReader()) {
            for (String each = lines.readLine(); each != null; each = lines.readLine()) {
                line.accept(each);
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(main.getSimpleName() + " failed; its log is " + log);
            }
        } finally {
            process.destroy();
        }
    }

    /**
     * The figures that it prints in one line, with blanks between them.
     *
     * @param count of figures to come
     * @throws IllegalStateException when it fails or prints something else
     */
    public static double[] figures(List<String> java, Path log, int count, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        run(java, log, lines::add, main, arguments);
        String[] figures = String.join(" ", lines).split(" ");
        if (figures.length != count) {
            throw new IllegalStateException(main.getSimpleName() + " printed " + lines + "; its log is " + log);
        }
        return Stream.of(figures).mapToDouble(Double::parseDouble).toArray();
    }
}
