/** A simulated market as a source of events. */
package io.loadstream.generator.simulate;
