package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that may be installed: checks that need it are skipped where it is not, and say so. */
record Tool(String command) {

    /** {@code variable} names the program where it is not on the path. */
    static Tool named(String name, String variable) {
        String command = System.getenv().getOrDefault(variable, name);
        assumeThat(isInstalled(command))
                .as("%s is on the path, or %s names it", name, variable)
                .isTrue();
        return new Tool(command);
    }

    /** Its output; fails when it does. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(line + "\n" + output).isZero();
        return output;
    }

    private static boolean isInstalled(String command) {
        return command.contains("/")
                ? Files.isExecutable(Path.of(command))
                : Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
