package io.loadstream.domain.flight;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Every booking that a flight has seen, in the order of arrival, twelve bytes each: enough to tell a duplicate and to
 * take a booking back.
 *
 * <pre>
 *   narrow  | id hash 6 | seats 1 | bucket 1 | price in hundredths 4       |
 *   wide    | id hash 6 | seats 2 | bucket 1 | price in ten-thousandths 8  |
 * </pre>
 *
 * A flight turns wide for good with its first entry that does not fit the narrow form. Ids are held as the
 * upper 48 bits of their hashes: a booking would be mistaken for another of its flight once in 1.4 * 10^10 flights of 200
 * bookings (200 * 199 / 2 pairs, one chance in 2^48 each). The top bit of the seats marks a cancelled entry; one with no seats is a cancellation whose booking has not come.
 */
final class BookingLedger {

    /** Entries of one flight; the largest aircraft has fewer than 900 seats. */
    static final int MAX_ENTRIES = 10_000;

    /** Entries that are written to the changelog together; full pages are written once. */
    static final int PAGE_ENTRIES = 24;

    static final int NARROW = 12;
    static final int WIDE = 17;

    /** Bytes of an id; what follows them in an entry is shifted out of the eight that are read at once. */
    private static final int ID = 6;

    private static final int BESIDE_ID = 64 - 8 * ID;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle REVERSED =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] EMPTY = {};

    private static final int NARROW_CANCELLED = 0x80;
    private static final int WIDE_CANCELLED = 0x8000;
    private static final int MAX_NARROW_SEATS = 0x7F;
    static final int MAX_SEATS = 0x7FFF;

    private byte[] entries = EMPTY;
    private int count;
    private byte stride = NARROW;

    int size() {
        return count;
    }

    int stride() {
        return stride;
    }

    boolean isFull() {
        return count == MAX_ENTRIES;
    }

    static boolean holds(int seats) {
        return seats <= MAX_SEATS;
    }

    /** The entry of the booking whose id has that hash, or -1. */
    int find(long hash) {
        byte[] all = entries;
        int step = stride;
        int end = count * step;
        // Turned round once, so that no entry must be: flights sell hundreds, and each booking is looked for.
        long sought = Long.reverseBytes(hash) << BESIDE_ID;
        for (int at = 0; at < end; at += step) {
            if ((long) REVERSED.get(all, at) << BESIDE_ID == sought) {
                return at / step;
            }
        }
        return -1;
    }

    void add(long hash, int seats, byte bucket, long price) {
        if (stride == NARROW && (seats > MAX_NARROW_SEATS || price % 100 != 0 || price / 100 > Integer.MAX_VALUE)) {
            widen();
        }
        int at = count * stride;
        if (at + stride > entries.length) {
            entries = Arrays.copyOf(entries, (count + Math.max(4, count / 8)) * stride);
        }
        count++;
        LONG.set(entries, at, hash);
        put(at, seats, bucket, price);
    }

    /** Gives an entry that was cancelled ahead its booking; it stays cancelled. */
    void complete(int i, int seats, byte bucket, long price) {
        if (stride == NARROW && (seats > MAX_NARROW_SEATS || price % 100 != 0 || price / 100 > Integer.MAX_VALUE)) {
            widen();
        }
        put(i * stride, seats, bucket, price);
        cancel(i);
    }

    void cancel(int i) {
        int at = i * stride + ID;
        if (stride == NARROW) {
            entries[at] |= (byte) NARROW_CANCELLED;
        } else {
            SHORT.set(entries, at, (short) ((short) SHORT.get(entries, at) | WIDE_CANCELLED));
        }
    }

    boolean isCancelled(int i) {
        int at = i * stride + ID;
        return stride == NARROW ? entries[at] < 0 : (short) SHORT.get(entries, at) < 0;
    }

    int seats(int i) {
        int at = i * stride + ID;
        return stride == NARROW ? entries[at] & MAX_NARROW_SEATS : (short) SHORT.get(entries, at) & MAX_SEATS;
    }

    byte bucket(int i) {
        return entries[i * stride + ID + (stride == NARROW ? 1 : 2)];
    }

    /** In ten-thousandths. */
    long price(int i) {
        int at = i * stride;
        return stride == NARROW ? 100L * (int) INT.get(entries, at + ID + 2) : (long) LONG.get(entries, at + ID + 3);
    }

    private void put(int at, int seats, byte bucket, long price) {
        if (stride == NARROW) {
            entries[at + ID] = (byte) seats;
            entries[at + ID + 1] = bucket;
            INT.set(entries, at + ID + 2, (int) (price / 100));
        } else {
            SHORT.set(entries, at + ID, (short) seats);
            entries[at + ID + 2] = bucket;
            LONG.set(entries, at + ID + 3, price);
        }
    }

    private void widen() {
        BookingLedger wide = new BookingLedger();
        wide.stride = WIDE;
        wide.entries = new byte[(count + 4) * WIDE];
        for (int i = 0; i < count; i++) {
            wide.add((long) LONG.get(entries, i * stride), seats(i), bucket(i), price(i));
            if (isCancelled(i)) {
                wide.cancel(i);
            }
        }
        entries = wide.entries;
        stride = WIDE;
    }

    /** Full pages so far. */
    int fullPages() {
        return count / PAGE_ENTRIES;
    }

    void write(StateBytes out, int fromEntry, int toEntry) {
        out.raw(entries, fromEntry * stride, (toEntry - fromEntry) * stride);
    }

    /** Starts over with {@code entryCount} entries of {@code entryStride} bytes, to be filled by {@link #read}. */
    void prepare(int entryCount, int entryStride) {
        if (entryCount > MAX_ENTRIES || (entryStride != NARROW && entryStride != WIDE)) {
            throw new IllegalStateException("no such ledger: " + entryCount + " entries of " + entryStride + " bytes");
        }
        count = entryCount;
        stride = (byte) entryStride;
        entries = new byte[entryCount * entryStride];
    }

    void read(StateInput in, int fromEntry, int toEntry) {
        in.raw(entries, fromEntry * stride, (toEntry - fromEntry) * stride);
    }
}
