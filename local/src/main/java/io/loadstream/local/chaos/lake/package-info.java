/** The drill on the lake: archivers are killed and the store goes away while records flow; then every byte is counted. */
package io.loadstream.local.chaos.lake;
