package io.loadstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A measurement in a JVM of its own, which prints its figures in one line, with blanks between them. */
public final class OwnJvm {

    private OwnJvm() {}

    /**
     * @param options of the JVM
     * @param count of figures to come
     * @throws IllegalStateException when it fails or prints something else
     */
    public static double[] figures(List<String> options, int count, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        String[] figures = line.split(" ");
        if (process.waitFor() != 0 || figures.length != count) {
            throw new IllegalStateException(main.getSimpleName() + " could not be measured: " + line);
        }
        return Stream.of(figures).mapToDouble(Double::parseDouble).toArray();
    }
}
