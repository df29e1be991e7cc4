package io.loadstream.domain.flight;

import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.CabinInventorySnapshot.Cabin;
import io.loadstream.domain.event.CabinInventorySnapshot.FareBucket;
import java.util.ArrayList;
import java.util.List;

/**
 * What was for sale when last seen. Cabins and buckets are named by a layout that flights share; seats and prices, which
 * they do not, are packed: some five bytes a bucket, where objects would take a hundred.
 */
public final class Inventory {

    /** Of names and figures in a flight's state, which has room for other things as well in its one record. */
    static final int MAX_BYTES = 200_000;

    private final long seenAt;
    private final String currency;
    private final InventoryLayout layout;
    private final byte[] figures;

    /** @param figures for each bucket in the layout's order its seats, then its price in ten-thousandths */
    Inventory(long seenAt, String currency, InventoryLayout layout, byte[] figures) {
        this.seenAt = seenAt;
        this.currency = Symbols.shared(currency);
        this.layout = Symbols.shared(layout);
        this.figures = figures;
    }

    static Inventory of(CabinInventorySnapshot snapshot, long seenAt) {
        StateBytes figures = new StateBytes(64);
        for (Cabin cabin : snapshot.cabins()) {
            for (FareBucket fare : cabin.fareBuckets()) {
                figures.whole(fare.availableSeats()).whole(Money.of(fare.price()));
            }
        }
        return new Inventory(seenAt, snapshot.currency(), InventoryLayout.of(snapshot.cabins()), figures.toBytes());
    }

    /** Microseconds. */
    public long seenAt() {
        return seenAt;
    }

    Inventory seenAt(long at) {
        return new Inventory(at, currency, layout, figures);
    }

    /** Of the prices. */
    public String currency() {
        return currency;
    }

    boolean isTooLarge() {
        return figures.length + layout.mostBytes() > MAX_BYTES;
    }

    InventoryLayout layout() {
        return layout;
    }

    byte[] figures() {
        return figures;
    }

    public List<Cabin> cabins() {
        StateInput in = new StateInput(figures);
        List<Cabin> cabins = new ArrayList<>(layout.cabins().size());
        for (InventoryLayout.Cabin cabin : layout.cabins()) {
            List<FareBucket> fares = new ArrayList<>(cabin.buckets().size());
            for (String bucket : cabin.buckets()) {
                fares.add(new FareBucket(bucket, in.wholeInt(), Money.toDecimal(in.whole())));
            }
            cabins.add(new Cabin(cabin.code(), fares));
        }
        return List.copyOf(cabins);
    }

    /** Seats that may be sold in the bucket, in all cabins; -1 when it is not known. */
    public int available(String wanted) {
        StateInput in = new StateInput(figures);
        int found = -1;
        for (InventoryLayout.Cabin cabin : layout.cabins()) {
            for (String bucket : cabin.buckets()) {
                int seats = in.wholeInt();
                in.whole();
                if (bucket.equals(wanted)) {
                    found = Math.max(found, 0) + seats;
                }
            }
        }
        return found;
    }

    /** The bucket with the lowest price that has seats; {@code null} when there is none. */
    public String cheapestOpen() {
        StateInput in = new StateInput(figures);
        String cheapest = null;
        long lowest = Long.MAX_VALUE;
        for (InventoryLayout.Cabin cabin : layout.cabins()) {
            for (String bucket : cabin.buckets()) {
                boolean open = in.wholeInt() > 0;
                long price = in.whole();
                if (open && price < lowest) {
                    cheapest = bucket;
                    lowest = price;
                }
            }
        }
        return cheapest;
    }
}
