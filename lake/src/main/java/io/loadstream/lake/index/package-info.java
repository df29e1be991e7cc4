/**
 * Which objects hold which offsets of a chain: manifests that spare readers the listing, and the compaction that they
 * make possible.
 *
 * <p>A manifest covers its chain from offset 0 up to some file; what is behind that is found by following the raw chain.
 * Each version of a manifest is an object of its own, made by one conditional PUT, so that the change from small files
 * to the large one that replaces them is seen whole or not at all.
 */
package io.loadstream.lake.index;
