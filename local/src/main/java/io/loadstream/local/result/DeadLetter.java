package io.loadstream.local.result;

import java.util.Map;

/**
 * A record that a service could not take.
 *
 * @param topic the dead-letter topic that it lies in
 * @param source where it came from: file and line, or topic, partition and offset
 */
public record DeadLetter(String topic, String reason, String source) {

    static DeadLetter of(String topic, Map<String, String> headers) {
        String file = headers.get("source_file");
        String source = file != null
                ? file + ":" + headers.getOrDefault("source_line", "?")
                : headers.getOrDefault("source_topic", "?") + "-" + headers.getOrDefault("source_partition", "?")
                        + " @ " + headers.getOrDefault("source_offset", "?");
        return new DeadLetter(topic, headers.getOrDefault("reason", "no reason given"), source);
    }
}
