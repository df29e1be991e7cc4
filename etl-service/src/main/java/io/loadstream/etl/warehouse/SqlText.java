package io.loadstream.etl.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Statements that are kept as files under {@code /sql}. */
public final class SqlText {

    private SqlText() {}

    /**
     * @param path below {@code /sql}, without {@code .sql}, such as {@code merge/fact_booking}
     * @throws IllegalArgumentException when there is no such file
     */
    public static String of(String path) {
        String resource = "/sql/" + path + ".sql";
        try (InputStream text = SqlText.class.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalArgumentException("no statement " + resource);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
