package org.apache.hadoop.fs;

/** Stands in for Hadoop's class: see {@link org.apache.hadoop.conf.Configuration}. */
public class Path {}
