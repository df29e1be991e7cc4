/** A second way to read the lake, with none of the code that the first one uses: for checks, not for speed. */
package io.loadstream.lake.audit;
