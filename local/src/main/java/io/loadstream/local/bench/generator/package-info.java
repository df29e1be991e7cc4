/** {@code ./loadstream bench generator}. */
package io.loadstream.local.bench.generator;
