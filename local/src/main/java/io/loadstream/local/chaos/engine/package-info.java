/**
 * Three engines under fire, and afterwards a checker that works out from the input topics alone what they must have put
 * out. The checker shares no code with them but the reading of events.
 */
package io.loadstream.local.chaos.engine;
