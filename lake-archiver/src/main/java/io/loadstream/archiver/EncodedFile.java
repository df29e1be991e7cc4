package io.loadstream.archiver;

import io.loadstream.lake.ChainFile;

/**
 * A file that is ready to be stored.
 *
 * @param errors rows whose record did not parse
 * @param oldestTimestamp smallest broker timestamp in it, epoch milliseconds; {@link Long#MAX_VALUE} without rows
 * @param newestTimestamp largest broker timestamp in it, epoch milliseconds; {@link Long#MIN_VALUE} without rows
 */
record EncodedFile(ChainFile file, byte[] content, long errors, long oldestTimestamp, long newestTimestamp) {}
