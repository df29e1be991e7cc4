package io.loadstream.local.run;

import io.loadstream.embedded.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run: {@code .loadstream/run-<date and time>}, with logs, which are kept, and data, which is not.
 *
 * @param path absolute
 */
public record RunFolder(Path path) {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");
    private static final String PREFIX = "run-";
    private static final int KEPT = 10;

    /** A new one; of the earlier ones the latest are kept. */
    public static RunFolder create(ProjectHome home) {
        Path parent = Folders.create(home.root().resolve(".loadstream"));
        forgetOld(parent);
        RunFolder folder =
                new RunFolder(parent.resolve(PREFIX + LocalDateTime.now().format(NAME)));
        Folders.create(folder.logs());
        Folders.create(folder.data());
        return folder;
    }

    /** Logs of parts and services. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** What parts keep while they run. */
    public Path data() {
        return path.resolve("data");
    }

    private static void forgetOld(Path parent) {
        try (Stream<Path> runs = Files.list(parent)) {
            List<Path> finished = runs.filter(
                            run -> run.getFileName().toString().startsWith(PREFIX))
                    // A run with data may be going on now.
                    .filter(run -> !Files.exists(run.resolve("data")))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            finished.stream().skip(KEPT - 1L).forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + parent, e);
        }
    }
}
