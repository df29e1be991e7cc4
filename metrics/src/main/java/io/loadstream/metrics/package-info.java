/** What the metrics of all services have in common. */
package io.loadstream.metrics;
