/** The decision engine, measured. */
package io.loadstream.local.bench.engine;
