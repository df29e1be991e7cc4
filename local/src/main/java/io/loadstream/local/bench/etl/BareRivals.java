package io.loadstream.local.bench.etl;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.local.etl.BookingLake;
import io.loadstream.local.etl.LoaderParts;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The least that a loader must do: read the files; and read them and have the rows in one table without index. */
public final class BareRivals {

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

    private final LakeStore store;
    private final String jdbcUrl;

    BareRivals(LakeStore store, String jdbcUrl) {
        this.store = store;
        this.jdbcUrl = jdbcUrl;
    }

    /**
     * Measures in a process of its own, and prints a line for each trial: {@code read} or {@code copy}, events, and events
     * per second. The first round is not printed: it warms the process up.
     *
     * @param arguments the store's endpoint, the database's JDBC URL, how many of the latest rows, rounds
     */
    public static void main(String[] arguments) throws SQLException {
        try (LakeStore store = LakeStore.open(LoaderParts.lakeAt(arguments[0]))) {
            BareRivals rivals = new BareRivals(store, arguments[1]);
            long rows = Long.parseLong(arguments[2]);
            for (int round = 0; round <= Integer.parseInt(arguments[3]); round++) {
                EtlBenchmark.Trial read = rivals.read(rows);
                EtlBenchmark.Trial copy = rivals.copy(rows);
                if (round > 0) {
                    System.out.println("read " + read.events() + " " + read.perSecond());
                    System.out.println("copy " + copy.events() + " " + copy.perSecond());
                }
            }
        }
    }

    /** Reads the latest {@code rows} bookings, or somewhat more, and touches every value. */
    EtlBenchmark.Trial read(long rows) {
        List<LakeObject> objects = latest(rows);
        long begin = System.nanoTime();
        long count = 0;
        long touched = 0;
        try (LakeRows row = LakeRows.open(store, objects, COLUMNS)) {
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
    EtlBenchmark.Trial copy(long rows) throws SQLException {
        List<LakeObject> objects = latest(rows);
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
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
        try (LakeRows row = LakeRows.open(store, objects, COLUMNS)) {
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
        LakeChains chains = new LakeChains(store);
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
