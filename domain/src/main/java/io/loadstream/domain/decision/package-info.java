/**
 * The engine without its broker: the flights of one partition, moved by events and by event time, and the events that
 * follow from them.
 */
package io.loadstream.domain.decision;
