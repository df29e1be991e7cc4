package io.loadstream.embedded;

import java.nio.file.Path;

/**
 * Where a part runs.
 *
 * @param folder of its data, deleted when the part is closed
 * @param logFile where it writes its log; kept when it lies outside {@code folder}
 * @param port on the loopback interface
 */
public record Place(Path folder, Path logFile, int port) {

    public Place {
        folder = folder.toAbsolutePath();
        logFile = logFile.toAbsolutePath();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 1 to 65535: " + port);
        }
    }

    /** In {@code folder}, log included, on a free port. */
    public static Place in(Path folder) {
        return new Place(folder, folder.resolve("part.log"), Ports.free());
    }

    /** The same with its log elsewhere. */
    public Place loggingTo(Path file) {
        return new Place(folder, file, port);
    }

    Path data() {
        return folder.resolve("data");
    }
}
