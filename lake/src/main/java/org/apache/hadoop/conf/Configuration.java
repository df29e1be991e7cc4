package org.apache.hadoop.conf;

/**
 * Stands in for Hadoop's class, which the Parquet writer names in its signatures but never touches when it is given a
 * {@code ParquetConfiguration}. Saves 30 MB of Hadoop.
 */
public class Configuration {}
