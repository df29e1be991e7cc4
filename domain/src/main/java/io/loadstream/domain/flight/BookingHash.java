package io.loadstream.domain.flight;

/** A 64-bit hash of an id, well mixed and the same for ever: it is kept in the state and compared with later ids. */
public final class BookingHash {

    private BookingHash() {}

    public static long of(String id) {
        long hash = 0x9E3779B97F4A7C15L ^ id.length();
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x9FB21C651E98DF25L;
            hash ^= hash >>> 32;
        }
        return mix(hash);
    }

    private static long mix(long hash) {
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
