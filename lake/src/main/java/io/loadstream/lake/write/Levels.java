package io.loadstream.lake.write;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;

/** Repetition or definition levels of one page. They are kept one by one only where they differ. */
final class Levels {

    private static final int[] NONE = {};

    private final int width;
    private int[] levels = NONE;
    private int count;
    private int common;
    private boolean mixed;

    /** @param max the highest level that may come; with 0, levels are not stored at all */
    Levels(int max) {
        this.width = BytesUtils.getWidthFromMaxInt(max);
    }

    void add(int level) {
        if (mixed) {
            if (count == levels.length) {
                levels = Arrays.copyOf(levels, count * 2);
            }
            levels[count] = level;
        } else if (count == 0) {
            common = level;
        } else if (level != common) {
            mix(level);
        }
        count++;
    }

    private void mix(int level) {
        mixed = true;
        if (levels.length <= count) {
            levels = new int[Math.max(64, count * 2)];
        }
        Arrays.fill(levels, 0, count, common);
        levels[count] = level;
    }

    BytesInput encoded() {
        if (width == 0) {
            return BytesInput.empty();
        }
        return mixed ? IntRun.packed(levels, count, width) : IntRun.repeated(common, count, width);
    }

    void clear() {
        count = 0;
        mixed = false;
    }
}
