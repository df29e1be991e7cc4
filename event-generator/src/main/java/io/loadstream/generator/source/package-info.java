/** What a run sends, wherever it comes from. */
package io.loadstream.generator.source;
