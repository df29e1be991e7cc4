/** The commands behind {@code ./loadstream}. */
package io.loadstream.local.cli;
