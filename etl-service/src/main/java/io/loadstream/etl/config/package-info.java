/** What the service is told: where the lake is, and how to load. */
package io.loadstream.etl.config;
