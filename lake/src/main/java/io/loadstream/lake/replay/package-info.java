/** Records of the lake in the order in which things happened. */
package io.loadstream.lake.replay;
