/** What drills and measurements of the loader need: a lake of made-up events, the loader beside real parts, sums of tables. */
package io.loadstream.local.etl;
