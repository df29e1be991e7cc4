/** Runs the pipeline on this machine: the embedded parts and the four services as their own processes. */
package io.loadstream.local.run;
