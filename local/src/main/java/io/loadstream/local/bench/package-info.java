/**
 * The frame for measurements. A measurement implements {@link io.loadstream.local.bench.Benchmark} and is named in
 * {@code META-INF/services}; the frame lists it, runs it, prints its table and writes its report.
 */
package io.loadstream.local.bench;
