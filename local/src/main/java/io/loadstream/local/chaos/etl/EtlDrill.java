package io.loadstream.local.chaos.etl;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Environment;
import io.loadstream.local.chaos.Drill;
import io.loadstream.local.chaos.DrillReport;
import io.loadstream.local.etl.BookingLake;
import io.loadstream.local.etl.LoaderParts;
import io.loadstream.local.etl.TableSums;
import io.loadstream.local.run.ServiceProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;

/** Two loaders, killed again and again in mid-load: afterwards every table is as if built from nothing. */
public final class EtlDrill implements Drill {

    private static final int LOADERS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration LONGEST_DELAY = Duration.ofMillis(300);
    private static final Duration POLL = Duration.ofMillis(5);

    /**
     * @param bookings to write, in as many portions as there are kills, one after each
     * @param flightsAtOnce flights on sale side by side, so few that some depart meanwhile
     */
    private record Scale(int bookings, int kills, int flightsAtOnce) {

        static final Scale FULL = new Scale(600_000, 20, 1200);
        static final Scale QUICK = new Scale(30_000, 3, 120);
    }

    @Override
    public String name() {
        return "etl";
    }

    @Override
    public String summary() {
        return "kills two loaders with SIGKILL in mid-load; compares every table with a rebuild from nothing";
    }

    @Override
    public DrillReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        try (LoaderParts parts = LoaderParts.start(run)) {
            BookingLake lake = new BookingLake(parts.store(), scale.flightsAtOnce);
            List<ServiceProcess> loaders = new ArrayList<>();
            try {
                for (int i = 0; i < LOADERS; i++) {
                    loaders.add(parts.startLoader("1s", name(i)));
                    // The next one looks for a free port: this one must have taken its own.
                    loaders.getLast().awaitReady();
                }
                try (Connection connection = parts.postgres().connect()) {
                    killWhileLoading(run, scale, lake, loaders, connection);
                }
                return compare(run, scale, parts, lake, loaders.getFirst());
            } finally {
                loaders.forEach(ServiceProcess::stop);
            }
        }
    }

    private static String name(int loader) {
        return "loader-" + loader;
    }

    private static void killWhileLoading(
            BenchRun run, Scale scale, BookingLake lake, List<ServiceProcess> loaders, Connection connection)
            throws InterruptedException, SQLException {
        Random random = new Random(run.seed());
        for (int kill = 1; kill <= scale.kills; kill++) {
            lake.append(scale.bookings / scale.kills, true);
            int loads = awaitWhoLoads(connection, loaders.size()).orElse(random.nextInt(loaders.size()));
            // Anywhere in the run, and at times after it: while rows are copied, merged, derived or checked.
            Thread.sleep(random.nextLong(LONGEST_DELAY.toMillis()));
            ServiceProcess victim = loaders.get(loads);
            victim.kill();
            victim.start();
            run.progress().say("kill %d; events in the lake: %d".formatted(kill, lake.events()));
            if (random.nextBoolean()) {
                // Else the next kill comes while this one is still starting, and the other loader is alone.
                victim.awaitReady();
            }
        }
        loaders.forEach(ServiceProcess::awaitReady);
    }

    /** Which loader copies rows into the warehouse now; empty when none has begun to for a while. */
    private static OptionalInt awaitWhoLoads(Connection connection, int loaders)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (System.nanoTime() < end) {
            for (int loader = 0; loader < loaders; loader++) {
                String copying = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY%'"
                        + " AND application_name = '" + name(loader) + "'";
                if (TableSums.number(connection, copying) > 0) {
                    return OptionalInt.of(loader);
                }
            }
            Thread.sleep(POLL);
        }
        return OptionalInt.empty();
    }

    private DrillReport compare(BenchRun run, Scale scale, LoaderParts parts, BookingLake lake, ServiceProcess loader)
            throws Exception {
        // The first one may join a run that began before the last events came; the second began, whoever did, after it.
        loader.post("/api/etl/run", LIMIT);
        JsonNode last = loader.post("/api/etl/run", LIMIT);
        run.progress().say("the last run: " + last.path("status").asText());
        try (Connection connection = parts.postgres().connect()) {
            long events = TableSums.number(connection, "SELECT sum(events) FROM dw.load_offset");
            long bookings = TableSums.number(connection, "SELECT count(DISTINCT booking_id) FROM dw.fact_booking");
            long abandoned = TableSums.number(connection, "SELECT count(*) FROM dw.etl_run WHERE status = 'ABANDONED'");
            SortedMap<String, String> loaded = TableSums.of(connection);
            run.progress().say("rebuilding from nothing");
            JsonNode rebuild = loader.post("/api/etl/rebuild", LIMIT);
            SortedMap<String, String> rebuilt = TableSums.of(connection);

            Map<String, Object> results = new LinkedHashMap<>();
            results.put("kills", scale.kills);
            results.put("runs_cut_short", abandoned);
            results.put("events_in_lake", lake.events());
            results.put("events_loaded", events);
            results.put("bookings_in_lake", lake.bookings());
            results.put("bookings_loaded", bookings);
            List<String> empty = loaded.keySet().stream()
                    .filter(table -> loaded.get(table).startsWith("0 rows"))
                    .toList();
            results.put("empty_tables", empty);
            results.put("rebuild", rebuild.path("status").asText());
            loaded.forEach((table, sum) -> results.put(
                    table, sum.equals(rebuilt.get(table)) ? "equal: " + sum : sum + " != " + rebuilt.get(table)));
            boolean passed = events == lake.events()
                    && bookings == lake.bookings()
                    && loaded.equals(rebuilt)
                    // Two empty tables are equal, too, and prove nothing.
                    && empty.isEmpty()
                    // A drill whose kills come between the runs proves nothing either.
                    && abandoned * 2 > scale.kills
                    && rebuild.path("status").asText().equals("SUCCEEDED");
            return new DrillReport(name(), passed, Environment.here(), results);
        }
    }
}
