/** {@code ./loadstream bench startup}. */
package io.loadstream.local.bench.startup;
