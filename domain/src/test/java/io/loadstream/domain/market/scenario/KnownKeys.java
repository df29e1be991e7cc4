package io.loadstream.domain.market.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys that the reader of scenarios asks for, as its source has them. */
final class KnownKeys {

    private static final Path READER =
            Path.of("src/main/java/io/loadstream/domain/market/scenario/ScenarioReader.java");

    private static final Pattern KEY = Pattern.compile("\\.\\w+\\(\"([a-z_0-9]+)\"\\)");

    private KnownKeys() {}

    static Set<String> read() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Matcher key = KEY.matcher(Files.readString(READER)); key.find(); ) {
            keys.add(key.group(1));
        }
        return keys;
    }
}
