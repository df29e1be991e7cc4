package io.loadstream.engine.loop;

import java.nio.charset.StandardCharsets;

/**
 * Keys of the state topic. A flight's record has its id as the key; a full page of its ledger has the id, a zero byte
 * and the page's number; the partition's clock has a single zero byte. No flight id holds control characters, so none
 * can be taken for another.
 */
final class StateKeys {

    static final byte[] CLOCK = {0};

    private StateKeys() {}

    static byte[] flight(String flightId) {
        return flightId.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] page(String flightId, int number) {
        return flight(flightId + '\0' + number);
    }

    static boolean isClock(byte[] key) {
        return key.length == 1 && key[0] == 0;
    }

    static boolean isPage(byte[] key) {
        for (byte b : key) {
            if (b == 0) {
                return key.length > 1;
            }
        }
        return false;
    }
}
