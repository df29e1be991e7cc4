/** What leaves the service: records to Kafka, all acknowledged before a run counts as finished. */
package io.loadstream.generator.publish;
