package io.loadstream.domain.flight;

import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.CabinInventorySnapshot.FareBucket;
import java.util.List;

/** The cabins and fare buckets of an inventory by name, in the order of its snapshot. */
record InventoryLayout(List<Cabin> cabins) {

    record Cabin(String code, List<String> buckets) {}

    /** That its names may take in a flight's state. */
    long mostBytes() {
        long bytes = 0;
        for (Cabin cabin : cabins) {
            bytes += StateBytes.mostBytes(cabin.code());
            for (String bucket : cabin.buckets()) {
                bytes += StateBytes.mostBytes(bucket);
            }
        }
        return bytes;
    }

    static InventoryLayout of(List<CabinInventorySnapshot.Cabin> seen) {
        return new InventoryLayout(seen.stream()
                .map(cabin -> new Cabin(
                        cabin.cabinCode(),
                        cabin.fareBuckets().stream().map(FareBucket::bucket).toList()))
                .toList());
    }
}
