package io.loadstream.generator.run;

/** Where a run begins, by what its topics hold. */
public enum Beginning {
    /** At its first event; a simulation only where nothing was sent before. */
    FIRST,
    /** At its first event, whatever was sent before. */
    ON_TOP,
    /** Where the topics end, which hold the beginning of the same run. */
    CONTINUED;

    /** @param onTop does not matter where the run continues, which sends nothing twice */
    static Beginning of(boolean continues, boolean onTop) {
        if (continues) {
            return CONTINUED;
        }
        return onTop ? ON_TOP : FIRST;
    }
}
