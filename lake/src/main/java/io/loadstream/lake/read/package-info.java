/** Rows of the lake's files, column by column. */
package io.loadstream.lake.read;
