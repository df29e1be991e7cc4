package io.loadstream.local.bench.etl;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.local.etl.BookingLake;
import io.loadstream.local.etl.LoaderParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The least that a loader must do: read the files; and read them and have the rows in one table without index. */
final class BareRivals {

    private static final String[] COLUMNS = {
        "booking_id",
        "flight_id",
        "event_time",
        "channel",
        "fare_bucket",
        "currency",
        "total_price",
        "passengers",
        "promotion_id",
        "_partition",
        "_offset"
    };

    private static final int COPY_BYTES = 64 << 10;

    private final LoaderParts parts;

    BareRivals(LoaderParts parts) {
        this.parts = parts;
    }

    /** Reads the latest {@code rows} bookings, or somewhat more, and touches every value. */
    EtlBenchmark.Trial read(long rows) {
        List<LakeObject> objects = latest(rows);
        long begin = System.nanoTime();
        long count = 0;
        long touched = 0;
        try (LakeRows row = LakeRows.open(parts.store(), objects, COLUMNS)) {
            while (row.next()) {
                touched += line(row).length();
                count++;
            }
        }
        if (touched == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return trial(count, begin);
    }

    /** The same into a table. */
    EtlBenchmark.Trial copy(long rows) throws SQLException, IOException {
        List<LakeObject> objects = latest(rows);
        try (Connection connection = parts.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bare (booking_id text, flight_id text, booked_at timestamptz, channel text,"
                    + " fare_bucket text, currency text, total_price numeric(18, 4), passenger_id text, seat_id text,"
                    + " cabin_code text, source_partition integer, source_offset bigint)");
            long begin = System.nanoTime();
            long count = copy(connection.unwrap(PGConnection.class), objects);
            EtlBenchmark.Trial trial = trial(count, begin);
            statement.execute("DROP TABLE bare");
            return trial;
        }
    }

    private long copy(PGConnection connection, List<LakeObject> objects) throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn("COPY bare FROM STDIN");
        StringBuilder buffer = new StringBuilder(2 * COPY_BYTES);
        long count = 0;
        try (LakeRows row = LakeRows.open(parts.store(), objects, COLUMNS)) {
            while (row.next()) {
                buffer.append(line(row));
                count++;
                if (buffer.length() > COPY_BYTES) {
                    send(copy, buffer);
                }
            }
        }
        send(copy, buffer);
        copy.endCopy();
        return count;
    }

    private static void send(CopyIn copy, StringBuilder buffer) throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    private static String line(LakeRows row) {
        var passenger = row.structs(7).getFirst();
        return row.text(0)
                + '\t'
                + row.text(1)
                + '\t'
                + row.time(2)
                + '\t'
                + row.text(3)
                + '\t'
                + row.text(4)
                + '\t'
                + row.text(5)
                + '\t'
                + row.money(6)
                + '\t'
                + passenger.getString("passenger_id")
                + '\t'
                + passenger.getString("seat_id")
                + '\t'
                + passenger.getString("cabin_code")
                + '\t'
                + row.intValue(9)
                + '\t'
                + row.longValue(10)
                + '\n';
    }

    private List<LakeObject> latest(long rows) {
        LakeChains chains = new LakeChains(parts.store());
        List<LakeObject> objects = new ArrayList<>();
        long each = rows / BookingLake.PARTITIONS;
        for (Chain chain : chains.chains("bookings").join()) {
            List<ChainFile> files = chains.files(chain, 0).join();
            long taken = 0;
            for (int i = files.size() - 1; i >= 0 && taken < each; i--) {
                objects.add(LakeObject.of(files.get(i)));
                taken += files.get(i).rows();
            }
        }
        return objects;
    }

    private static EtlBenchmark.Trial trial(long count, long begin) {
        return new EtlBenchmark.Trial(count, count / ((System.nanoTime() - begin) / 1e9), Double.NaN);
    }
}
