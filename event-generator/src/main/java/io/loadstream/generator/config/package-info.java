/** The service's configuration. */
package io.loadstream.generator.config;
