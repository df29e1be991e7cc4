/** The lake archiver beside a bare consumer and beside the obvious alternative, gzipped lines. */
package io.loadstream.benchmarks.lake;
