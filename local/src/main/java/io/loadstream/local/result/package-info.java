/** What went through the pipeline, counted at each hop by means of its own, and compared. */
package io.loadstream.local.result;
