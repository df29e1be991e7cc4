/** Runs: one at a time over all replicas, on a schedule and on request, each written down. */
package io.loadstream.etl.run;
