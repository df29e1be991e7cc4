/** Recorded events, put in the order of their event times. */
package io.loadstream.generator.replay;
