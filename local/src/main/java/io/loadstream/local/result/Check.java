package io.loadstream.local.result;

/**
 * One comparison of a hop with the one before it.
 *
 * @param what is compared, for a person
 * @param expected by the hop before
 * @param actual at this hop
 * @param holds whether they agree
 */
public record Check(String what, long expected, long actual, boolean holds) {}
