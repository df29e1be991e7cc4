package io.loadstream.lake.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers numbers by when they came first. */
final class NumberDictionary {

    private static final int FIRST_SLOTS = 64;

    private long[] entries = new long[FIRST_SLOTS / 2];
    private int size;
    /** Entry plus one; zero where free. At most half of them are taken. */
    private int[] slots = new int[FIRST_SLOTS];

    int size() {
        return size;
    }

    int idOf(long value) {
        int slot = slotOf(value);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == entries.length) {
            grow();
            slot = slotOf(value);
        }
        entries[size] = value;
        slots[slot] = size + 1;
        return size++;
    }

    private int slotOf(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & slots.length - 1;
        while (slots[slot] != 0 && entries[slots[slot] - 1] != value) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        entries = Arrays.copyOf(entries, size * 2);
        slots = new int[size * 4];
        for (int id = 0; id < size; id++) {
            slots[slotOf(entries[id])] = id + 1;
        }
    }

    /** All entries, of {@code bytes} bytes each. */
    byte[] stored(int bytes) {
        ByteBuffer out = ByteBuffer.allocate(size * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < size; id++) {
            if (bytes == Integer.BYTES) {
                out.putInt((int) entries[id]);
            } else {
                out.putLong(entries[id]);
            }
        }
        return out.array();
    }
}
