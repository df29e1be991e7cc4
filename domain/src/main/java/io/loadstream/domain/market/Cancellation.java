package io.loadstream.domain.market;

/**
 * A booking that will be taken back.
 *
 * @param at when, microseconds
 * @param real what was bought; {@code null} when nothing was
 * @param twin the same in the world without promotions
 */
record Cancellation(
        long at, String bookingId, int cabin, int party, boolean doesNotShow, Purchase real, Purchase twin) {}
