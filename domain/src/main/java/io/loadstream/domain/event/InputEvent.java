package io.loadstream.domain.event;

/** What the outside world tells the engine. Everything else is derived from these. */
public sealed interface InputEvent extends Event permits LifecycleEvent, BookingEvent, CabinInventorySnapshot {}
