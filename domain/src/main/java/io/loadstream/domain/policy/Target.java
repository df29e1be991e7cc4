package io.loadstream.domain.policy;

import io.loadstream.domain.event.InvalidEventException;

/** Which fare bucket a discount applies to. */
public sealed interface Target {

    /** Always the same one, such as {@code K}. */
    record Named(String bucket) implements Target {
        public Named {
            if (bucket == null || bucket.isBlank()) {
                throw new InvalidEventException("target", "must name a fare bucket");
            }
        }
    }

    /** The one with the lowest price that still has seats, as the inventory was last seen. */
    record CheapestOpen() implements Target {}
}
