package io.loadstream.lake;

import java.time.Instant;
import java.util.Map;

/**
 * What the store knows of an object without its content.
 *
 * @param bytes its size
 * @param lastModified by the store's clock
 * @param metadata names in lower case
 */
public record StoredObject(String key, long bytes, Instant lastModified, Map<String, String> metadata) {

    public StoredObject {
        metadata = Map.copyOf(metadata);
    }
}
