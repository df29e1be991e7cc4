/** The questions that the evaluation page asks the warehouse, each with the SQL that answers it. */
package io.loadstream.etl.report;
