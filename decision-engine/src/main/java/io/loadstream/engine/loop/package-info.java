/**
 * The way of a record through the engine: polled, merged by event time with the other topics of its partition, applied
 * to its flight, and everything that follows committed in one transaction. All on one thread.
 */
package io.loadstream.engine.loop;
