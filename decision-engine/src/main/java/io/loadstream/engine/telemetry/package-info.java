/** What is measured. */
package io.loadstream.engine.telemetry;
