/**
 * The event contract: every event that crosses a topic, as a sealed hierarchy of records.
 *
 * <p>A record that exists is valid: compact constructors check each field and name it, with its value, when it breaks
 * its rule. Times are UTC and carry microseconds; money is decimal and travels with its ISO 4217 currency; ids are
 * opaque strings. The JSON form is in {@link io.loadstream.domain.wire}.
 */
package io.loadstream.domain.event;
