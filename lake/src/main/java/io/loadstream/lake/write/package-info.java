/** Parquet files, made in memory. */
package io.loadstream.lake.write;
