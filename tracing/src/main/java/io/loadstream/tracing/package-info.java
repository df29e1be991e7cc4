/** Records that are followed from service to service: what stands in their headers, and the spans that tell of them. */
package io.loadstream.tracing;
