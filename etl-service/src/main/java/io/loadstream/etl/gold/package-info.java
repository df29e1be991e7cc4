/** The warehouse's tables as Parquet in the lake, by flight date, for engines beyond one machine. */
package io.loadstream.etl.gold;
