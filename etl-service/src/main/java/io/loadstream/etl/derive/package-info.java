/** Rows that are derived from facts of several events: dimensions, outcomes, aggregates. */
package io.loadstream.etl.derive;
