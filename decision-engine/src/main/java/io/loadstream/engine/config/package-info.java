/** What can be set. */
package io.loadstream.engine.config;
