/**
 * Every flight of the network as any instance shows it: kept in Redis by the engine that has the flight in hand, after
 * its commits. Nothing here decides, and nobody who decides waits for it.
 */
package io.loadstream.engine.readmodel;
