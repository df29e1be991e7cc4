/** Checks of what the warehouse says against itself. */
package io.loadstream.etl.quality;
