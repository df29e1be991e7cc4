/**
 * From records to rows. Rows that are not there yet are copied; where several events tell one row, a statement merges: the
 * one that counts is chosen by event time and offset, never by the order of arrival. So merges commute and may be repeated,
 * and any order, batching or re-delivery of the same events ends in the same warehouse.
 */
package io.loadstream.etl.merge;
