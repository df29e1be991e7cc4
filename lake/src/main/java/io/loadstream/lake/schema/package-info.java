/** The columns of each topic's files: one place for whoever writes or reads them. */
package io.loadstream.lake.schema;
