package io.loadstream.local.bench.etl;

import io.loadstream.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Flights and their bookings, as {@link io.loadstream.local.etl.BookingLake} tells them, put straight into the tables. */
final class SeededFlights {

    private static final String FLIGHTS = """
            INSERT INTO dw.dim_flight_history (
              flight_id, valid_from, airline_code, origin_airport, destination_airport, scheduled_departure_time,
              scheduled_arrival_time, aircraft_type, total_seats, cabins, source_partition, source_offset)
            SELECT 'LS' || lpad(f::text, 7, '0'), departure - interval '100 days', 'LS', 'LHR',
                   CASE WHEN f %% 2 = 0 THEN 'AMS' ELSE 'CDG' END, departure, departure + interval '80 minutes', 'A320', 180,
                   '[{"cabin_code": "Y", "seat_count": 180}]', f %% 12, 1000000000 + f
            FROM generate_series(%1$d::bigint, %2$d::bigint - 1) f,
                 LATERAL (SELECT timestamptz '2026-04-15 06:00:00+00' + f * interval '7 minutes' AS departure) d;
            INSERT INTO dw.dim_flight (
              flight_id, airline_code, origin_airport, destination_airport, scheduled_departure_time,
              scheduled_arrival_time, aircraft_type, total_seats, cabins, scheduled_at, schedule_versions)
            SELECT flight_id, airline_code, origin_airport, destination_airport, scheduled_departure_time,
                   scheduled_arrival_time, aircraft_type, total_seats, cabins, valid_from, 1
            FROM dw.dim_flight_history
            WHERE source_offset >= 1000000000
            """;

    private static final String BOOKINGS = """
            INSERT INTO dw.fact_booking (
              booking_id, passenger_id, flight_id, booked_at, booked_date, flight_date, minutes_to_departure,
              days_to_departure, channel, fare_bucket, cabin_code, seat_id, currency, fare_paid, booking_passengers,
              source_partition, source_offset)
            SELECT 'b-' || lpad(n::text, 12, '0'), 'P1', flight_id, booked_at, (booked_at AT TIME ZONE 'UTC')::date,
                   flight_date, minutes, minutes / 1440, CASE WHEN n %% 4 = 0 THEN 'AGENT' ELSE 'WEB' END,
                   CASE WHEN nth < 60 THEN 'K' WHEN nth < 120 THEN 'M' ELSE 'Y' END, 'Y', nth / 6 + 1 || 'A', 'GBP',
                   (6000 + n * 37 %% 24000)::numeric / 100, 1, n %% 12, 1000000000 + n
            FROM generate_series(%1$d::bigint, %2$d::bigint - 1) n
            JOIN dw.dim_flight
              ON flight_id = 'LS' || lpad((n / (%3$d * 150) * %3$d + n %% %3$d)::text, 7, '0'),
                 LATERAL (SELECT n / %3$d %% 150 AS nth) o,
                 LATERAL (SELECT scheduled_departure_time - interval '90 days' + nth * interval '45000 seconds'
                                 + n %% 40000 * interval '1 millisecond' AS booked_at) b,
                 LATERAL (SELECT dw.minutes_to_departure(scheduled_departure_time, booked_at) AS minutes) m
            """;

    private SeededFlights() {}

    /**
     * @param flightsAtOnce of the lake
     * @param from number of the first booking, the first of a set of flights
     * @param to number behind the last one
     */
    static void insert(EmbeddedPostgres postgres, int flightsAtOnce, long from, long to) throws SQLException {
        long ofSet = flightsAtOnce * 150L;
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(FLIGHTS.formatted(from / ofSet * flightsAtOnce, to / ofSet * flightsAtOnce));
            statement.execute("ANALYZE dw.dim_flight; ANALYZE dw.dim_flight_history");
            statement.execute(BOOKINGS.formatted(from, to, flightsAtOnce));
            statement.execute("VACUUM ANALYZE dw.fact_booking");
        }
    }
}
