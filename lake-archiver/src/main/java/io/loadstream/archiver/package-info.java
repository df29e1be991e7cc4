/**
 * Writes every record of every topic to the lake, once.
 *
 * <pre>
 *   poll -> collect -> rotate -> encode -> upload (PUT, HEAD, adopt) -> commit
 * </pre>
 *
 * One thread, {@link io.loadstream.archiver.ArchiveLoop}, owns the consumer and all state; encoding and uploading
 * happen elsewhere and report back to it.
 */
package io.loadstream.archiver;
