package io.loadstream.local.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the guide says that a service measures. */
final class DocumentedMetrics {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(loadstream_[a-z_]+)` \\|");

    private DocumentedMetrics() {}

    /** Those of the guide that begin with {@code prefix} and are not in the scrape. */
    static List<String> missing(Path root, String scrape, String prefix) throws IOException {
        return ROW.matcher(Files.readString(root.resolve("docs/operations.md")))
                .results()
                .map(row -> row.group(1))
                .filter(metric -> metric.startsWith(prefix))
                .filter(metric -> !Pattern.compile("(?m)^" + metric + "(_count|_bucket)?[{ ]")
                        .matcher(scrape)
                        .find())
                .toList();
    }
}
