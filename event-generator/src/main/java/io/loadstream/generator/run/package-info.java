/** A run from its start to its end: where its events come from, how fast they go out, and what is told about it. */
package io.loadstream.generator.run;
