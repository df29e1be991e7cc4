package io.loadstream.domain.event;

import java.time.Instant;

/** One fact about one flight. The key of its record in every topic is {@link #flightId()}. */
public sealed interface Event permits InputEvent, CabinInventoryMetrics, PromotionEvent, TruthEvent {

    /** When it happened, UTC, in microseconds. The only clock that decisions know. */
    Instant eventTime();

    /** The flight that it is about: an opaque id of at most {@value Limits#ID_LENGTH} characters. */
    String flightId();

    /** The topic that carries events of this kind. */
    Topic topic();
}
