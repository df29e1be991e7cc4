/** The database: its schema's migrations, transactions and statements. */
package io.loadstream.etl.warehouse;
