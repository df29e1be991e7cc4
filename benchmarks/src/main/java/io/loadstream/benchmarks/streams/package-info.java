/** The decision engine's job, policy {@code iteration-1}, as an idiomatic Kafka Streams topology. */
package io.loadstream.benchmarks.streams;
