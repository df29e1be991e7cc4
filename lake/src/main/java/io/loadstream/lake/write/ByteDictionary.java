package io.loadstream.lake.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Numbers byte strings by when they came first. */
final class ByteDictionary {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_SLOTS = 64;

    private final PlainBytes entries = new PlainBytes();
    private int[] starts = new int[FIRST_SLOTS / 2];
    private int size;
    /** Hash, and entry plus one below it; zero where free. At most half of them are taken. */
    private long[] slots = new long[FIRST_SLOTS];
    /** What came last often comes again. */
    private int latest;
    /** Texts that came lately, so that the same object need not be turned into bytes again. */
    private String[] texts = new String[FIRST_SLOTS];

    private int[] textIds = new int[FIRST_SLOTS];

    int size() {
        return size;
    }

    /** Of all entries as they are stored. */
    int bytes() {
        return entries.size();
    }

    BytesInput stored() {
        return entries.stored();
    }

    int idOf(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 15) & texts.length - 1;
        String known = texts[slot];
        if (known == text || known != null && known.equals(text)) {
            return textIds[slot];
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int id = idOf(bytes, 0, bytes.length);
        slot = (hash ^ hash >>> 15) & texts.length - 1;
        texts[slot] = text;
        textIds[slot] = id;
        return id;
    }

    int idOf(byte[] bytes, int offset, int length) {
        if (size > 0 && entries.equal(starts[latest], bytes, offset, length)) {
            return latest;
        }
        int hash = hash(bytes, offset, length);
        int slot = hash & slots.length - 1;
        long taken;
        while ((taken = slots[slot]) != 0) {
            int id = (int) taken - 1;
            if ((int) (taken >>> Integer.SIZE) == hash && entries.equal(starts[id], bytes, offset, length)) {
                latest = id;
                return id;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return add(bytes, offset, length, hash, slot);
    }

    private int add(byte[] bytes, int offset, int length, int hash, int slot) {
        if (size == starts.length) {
            grow();
            return idOf(bytes, offset, length);
        }
        starts[size] = entries.add(bytes, offset, length);
        slots[slot] = (long) hash << Integer.SIZE | size + 1;
        return size++;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, size * 2);
        long[] before = slots;
        slots = new long[size * 4];
        texts = new String[size * 4];
        textIds = new int[size * 4];
        for (long taken : before) {
            if (taken != 0) {
                int slot = (int) (taken >>> Integer.SIZE) & slots.length - 1;
                while (slots[slot] != 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = taken;
            }
        }
    }

    private static int hash(byte[] bytes, int offset, int length) {
        long hash = length;
        int end = offset + length;
        int at = offset;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) WORD.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << Byte.SIZE | bytes[at] & 0xFF;
        }
        return (int) mixed(hash ^ rest);
    }

    private static long mixed(long hash) {
        long product = hash * 0x9E3779B97F4A7C15L;
        return product ^ product >>> Integer.SIZE;
    }

    /** Appends entry {@code id} to {@code out}. */
    void copyTo(PlainBytes out, int id) {
        entries.copyTo(out, starts[id]);
    }

    /** Takes what the first {@code count} of {@code ids} stand for into account. */
    void measure(int[] ids, int count, ByteBounds bounds) {
        boolean[] seen = new boolean[size];
        for (int i = 0; i < count; i++) {
            seen[ids[i]] = true;
        }
        for (int id = 0; id < size; id++) {
            if (seen[id]) {
                entries.measure(starts[id], bounds);
            }
        }
    }
}
