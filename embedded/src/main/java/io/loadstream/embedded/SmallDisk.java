package io.loadstream.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk that is soon full, for one process and its children: memory, mounted in a namespace that nobody else sees. On
 * Linux, where users may make namespaces of their own.
 */
public final class SmallDisk {

    private static final String MOUNT = "mount -t tmpfs -o size=%dm small-disk \"$0\" && exec \"$@\"";

    private SmallDisk() {}

    /** Whether this system lets us mount one. */
    public static boolean isPossible() {
        Path folder = Folders.temporary("small-disk");
        try {
            Process attempt = new ProcessBuilder(mountedAt(folder, 1, List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return attempt.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            Folders.delete(folder);
        }
    }

    /** {@code command} with a disk of {@code megabytes} at {@code folder}. */
    static List<String> mountedAt(Path folder, int megabytes, List<String> command) {
        List<String> mounted = new ArrayList<>(List.of(
                "unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT.formatted(megabytes), folder.toString()));
        mounted.addAll(command);
        return mounted;
    }
}
