/** The market in process, and the generator beside a bare producer. */
package io.loadstream.benchmarks.generator;
