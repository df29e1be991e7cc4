/** {@code ./loadstream lake}: looks into a lake, proves it sound, and plays it back. */
package io.loadstream.local.lake;
