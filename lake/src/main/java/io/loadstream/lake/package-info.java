/**
 * The lake: which object holds which records, how a chain of files is followed, and how rows are read. Plain S3, no
 * framework, no Kafka.
 */
package io.loadstream.lake;
