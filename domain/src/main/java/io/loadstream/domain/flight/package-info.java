/**
 * What is known of one flight, and how each event changes it: no framework, no I/O, no clock. Times are event times in
 * microseconds since 1970 UTC; money is held in ten-thousandths of the currency's unit, as many as the contract allows.
 */
package io.loadstream.domain.flight;
