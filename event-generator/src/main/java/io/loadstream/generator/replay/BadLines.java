package io.loadstream.generator.replay;

/** Takes the lines of a recording that are no events. */
@FunctionalInterface
public interface BadLines {

    /**
     * @param file its path
     * @param line its number, from 1
     * @param reason the rule that it breaks
     * @param recorded its bytes, without the line's end
     */
    void accept(String file, long line, String reason, byte[] recorded);
}
