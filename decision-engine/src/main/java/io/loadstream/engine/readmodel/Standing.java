package io.loadstream.engine.readmodel;

/**
 * A flight after a transaction.
 *
 * @param partition number of its partition
 * @param version records that its partition had taken in by then: of two standings of a flight, the larger is the later,
 *     whichever engine wrote it
 */
public record Standing(FlightView flight, int partition, long version) {}
