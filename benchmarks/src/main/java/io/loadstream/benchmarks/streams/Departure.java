package io.loadstream.benchmarks.streams;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * One flight in the state store.
 *
 * @param departureMillis scheduled, since 1970
 * @param revenueCents of all bookings
 * @param bookingHashes of the bookings that are counted, sorted
 */
record Departure(int totalSeats, long departureMillis, int bookedSeats, long revenueCents, long[] bookingHashes) {

    private static final int FIXED_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

    static Departure scheduled(int totalSeats, Instant departure) {
        return new Departure(totalSeats, departure.toEpochMilli(), 0, 0, new long[0]);
    }

    boolean has(long bookingHash) {
        return Arrays.binarySearch(bookingHashes, bookingHash) >= 0;
    }

    Departure with(long bookingHash, int seats, BigDecimal price) {
        int at = -1 - Arrays.binarySearch(bookingHashes, bookingHash);
        long[] hashes = new long[bookingHashes.length + 1];
        System.arraycopy(bookingHashes, 0, hashes, 0, at);
        hashes[at] = bookingHash;
        System.arraycopy(bookingHashes, at, hashes, at + 1, bookingHashes.length - at);
        return new Departure(
                totalSeats,
                departureMillis,
                bookedSeats + seats,
                revenueCents + price.movePointRight(2).longValue(),
                hashes);
    }

    double loadFactor() {
        return Math.round(bookedSeats * 1000.0 / totalSeats) / 1000.0;
    }

    long minutesToDeparture(Instant at) {
        return Math.max(0, Math.floorDiv(departureMillis - at.toEpochMilli(), 60_000L));
    }

    static Serde<Departure> serde() {
        Serializer<Departure> serializer = (topic, departure) -> departure == null ? null : departure.toBytes();
        Deserializer<Departure> deserializer = (topic, bytes) -> bytes == null ? null : of(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES + bookingHashes.length * Long.BYTES);
        buffer.putInt(totalSeats).putLong(departureMillis).putInt(bookedSeats).putLong(revenueCents);
        buffer.asLongBuffer().put(bookingHashes);
        return buffer.array();
    }

    private static Departure of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int totalSeats = buffer.getInt();
        long departureMillis = buffer.getLong();
        int bookedSeats = buffer.getInt();
        long revenueCents = buffer.getLong();
        long[] hashes = new long[buffer.remaining() / Long.BYTES];
        buffer.asLongBuffer().get(hashes);
        return new Departure(totalSeats, departureMillis, bookedSeats, revenueCents, hashes);
    }
}
