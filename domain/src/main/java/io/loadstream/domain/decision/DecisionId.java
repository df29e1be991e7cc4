package io.loadstream.domain.decision;

import io.loadstream.domain.flight.BookingHash;
import java.util.HexFormat;

/** The id of a decision: 128 bits of hash over what was decided and what made the engine look, in hex. */
final class DecisionId {

    private static final HexFormat HEX = HexFormat.of();

    private DecisionId() {}

    /** @param cause a booking's id, or what else tells this look at the flight from any other */
    static String of(String flightId, String revision, String rule, String choice, long at, String cause) {
        String text = flightId + '\n' + revision + '\n' + rule + '\n' + choice + '\n' + at + '\n' + cause;
        return HEX.toHexDigits(BookingHash.of(text)) + HEX.toHexDigits(BookingHash.of(text + '\n'));
    }
}
