/** The loader's measurement. */
package io.loadstream.local.bench.etl;
