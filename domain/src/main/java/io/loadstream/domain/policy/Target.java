package io.loadstream.domain.policy;

import io.loadstream.domain.event.Check;

/** Which fare bucket a discount applies to. */
public sealed interface Target {

    /** Always the same one, such as {@code K}. */
    record Named(String bucket) implements Target {
        public Named {
            Check.name("target", bucket);
        }
    }

    /** The one with the lowest price that still has seats, as the inventory was last seen. */
    record CheapestOpen() implements Target {}
}
