/** What operators and the launcher ask over HTTP. */
package io.loadstream.etl.api;
