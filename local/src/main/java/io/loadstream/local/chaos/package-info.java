/** The frame for drills: faults put into the running pipeline on purpose, and the proof of what became of the data. */
package io.loadstream.local.chaos;
