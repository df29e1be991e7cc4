package io.loadstream.local.result;

import java.util.Map;

/**
 * What services say of themselves, to be held against what is found. A service that was started anew in between has
 * forgotten: then its claim is left empty, and nothing is compared with it.
 *
 * @param sent what the generator says that it sent, by topic
 * @param fates what the engine says became of its input, by fate
 */
public record Claims(Map<String, Long> sent, Map<String, Long> fates) {

    /** Nobody says anything. */
    public static final Claims NONE = new Claims(Map.of(), Map.of());
}
