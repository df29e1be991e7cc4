/** What was decided lately, for those who look on. */
package io.loadstream.engine.live;
