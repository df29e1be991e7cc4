/** The warehouse anew from the lake, or the flights of some dates: built aside, then put in place in one transaction. */
package io.loadstream.etl.rebuild;
