/** Measures the decision engine against its rivals: one broker, one backlog, each variant in turn. */
package io.loadstream.benchmarks.engine;
