/** {@code ./loadstream bench lake}. */
package io.loadstream.local.bench.lake;
