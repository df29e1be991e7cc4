package io.loadstream.local.run;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The project's folder.
 *
 * @param root absolute
 */
public record ProjectHome(Path root) {

    private static final String PROPERTY = "loadstream.home";

    public ProjectHome {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Given by the launcher script in the system property {@code loadstream.home}; else the nearest folder at or above
     * the working directory that looks like it.
     */
    public static ProjectHome find() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return new ProjectHome(Path.of(given));
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("decision-engine"))) {
                return new ProjectHome(folder);
            }
            folder = folder.getParent();
        }
        throw new RunFailedException("this is not inside the project's folder: run ./loadstream from there");
    }

    /**
     * The program of a service, as the build packages it.
     *
     * @throws RunFailedException when it was not built
     */
    public Path program(Service service) {
        Path jar = root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new RunFailedException(service.module() + " is not built (" + root.relativize(jar)
                    + " is missing): run ./mvnw package -DskipTests");
        }
        return jar;
    }

    /** {@code path} as a person in the project's folder would write it. */
    public String display(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(root) ? root.relativize(absolute).toString() : absolute.toString();
    }
}
