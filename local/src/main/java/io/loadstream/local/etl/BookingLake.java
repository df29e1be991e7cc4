package io.loadstream.local.etl;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a lake as the archiver does, straight to the store: flights, for each of them bookings of one passenger, and
 * what else happens on a flight. The same calls write the same events.
 */
public final class BookingLake {

    public static final int PARTITIONS = 12;

    /** Bookings that a flight is given before the next set of flights is begun. */
    private static final int BOOKINGS_OF_FLIGHT = 150;

    private static final int SEATS = 180;
    private static final Instant START = Instant.parse("2026-01-05T06:00:00Z");

    private final LakeStore store;
    private final int flightsAtOnce;
    private final FlightLife life = new FlightLife(SEATS, BOOKINGS_OF_FLIGHT);
    private final Map<Chain, Long> next = new HashMap<>();
    private long bookings;
    private long events;

    /**
     * @param flightsAtOnce flights that are on sale side by side, a multiple of {@link #PARTITIONS}
     */
    public BookingLake(LakeStore store, int flightsAtOnce) {
        this.store = store;
        this.flightsAtOnce = flightsAtOnce;
    }

    /** Events written so far. */
    public long events() {
        return events;
    }

    /** Bookings written so far: rows that {@code fact_booking} must have. */
    public long bookings() {
        return bookings;
    }

    /**
     * Appends {@code count} bookings and what belongs to them, one file for each topic and partition. What is in memory is
     * the files of one partition.
     *
     * @param withOthers whether all that happens on the flights besides goes with them
     */
    public void append(int count, boolean withOthers) {
        long first = bookings;
        bookings += count;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Map<String, NewFile> files = new HashMap<>();
            // A flight's partition is its number's remainder, and so, by the choice of flightsAtOnce, its bookings'.
            for (long number = first + Math.floorMod(partition - first, PARTITIONS);
                    number < bookings;
                    number += PARTITIONS) {
                add(files, partition, number, withOthers);
            }
            files.values().forEach(this::store);
        }
    }

    /**
     * Leaves out all bookings up to a set of flights that has none yet, and those of {@code sets} whole sets more.
     *
     * @return the numbers left out: those from the first value on, before the second, belong to the whole sets
     */
    public long[] skip(int sets) {
        long ofSet = (long) flightsAtOnce * BOOKINGS_OF_FLIGHT;
        long from = (bookings + ofSet - 1) / ofSet * ofSet;
        bookings = from + sets * ofSet;
        return new long[] {from, bookings};
    }

    private void add(Map<String, NewFile> files, int partition, long number, boolean withOthers) {
        long flight = number / ((long) flightsAtOnce * BOOKINGS_OF_FLIGHT) * flightsAtOnce + number % flightsAtOnce;
        long nth = number / flightsAtOnce % BOOKINGS_OF_FLIGHT;
        if (nth == 0) {
            Instant departure = departure(flight);
            add(files, partition, scheduled(flight, departure.minus(Duration.ofDays(100)), departure));
        }
        String offer = withOthers ? FlightLife.offerOf(flightId(flight), flight, nth) : null;
        Duration late = withOthers ? FlightLife.lateBy(number, nth) : Duration.ZERO;
        BookingCreated booking = booking(number, flight, nth, offer, late);
        add(files, partition, booking);
        if (withOthers) {
            if (FlightLife.isToldAgain(number)) {
                add(files, partition, booking);
            }
            if (FlightLife.isPutOff(flight, nth)) {
                add(
                        files,
                        partition,
                        scheduled(flight, booking.eventTime(), departure(flight).plus(FlightLife.PUT_OFF)));
            }
            life.after(booking, number, flight, nth, departure(flight)).forEach(event -> add(files, partition, event));
        }
    }

    private void add(Map<String, NewFile> files, int partition, Event event) {
        files.computeIfAbsent(event.topic().topicName(), topic -> {
                    Chain chain = new Chain(topic, "synthetic", partition);
                    return new NewFile(chain, next.getOrDefault(chain, 0L));
                })
                .add(event);
    }

    private void store(NewFile written) {
        byte[] content = written.finish();
        ChainFile file = written.description(content.length);
        if (!store.putIfAbsent(file.key(), content, file.metadata()).join()) {
            throw new LakeException(file.key(), "is there already");
        }
        next.put(written.chain, file.next());
        events += file.rows();
    }

    /** A file in the making. */
    private static final class NewFile {

        private final Chain chain;
        private final long start;
        private final ParquetFile<Event> file;
        private long offset;
        private Instant first;
        private Instant last;

        NewFile(Chain chain, long start) {
            this.chain = chain;
            this.start = start;
            offset = start;
            file = new ParquetFile<>(TopicSchemas.of(chain.topic()), Map.of(), (event, columns) -> {
                EventColumns.write(event, columns);
                columns.number("_partition", chain.partition());
                columns.number("_offset", offset++);
                columns.time("_timestamp", event.eventTime());
                if (event instanceof BookingCancelled cancelled
                        && cancelled.reason().equals(FlightLife.UNREADABLE)) {
                    columns.text("_error", "made up as unreadable");
                }
            });
        }

        void add(Event event) {
            file.add(event);
            first = first == null ? event.eventTime() : first;
            last = event.eventTime();
        }

        byte[] finish() {
            try (file) {
                return file.finish();
            }
        }

        ChainFile description(int bytes) {
            return new ChainFile(
                    chain, start, offset - 1, offset - start, false, bytes, "00000000", "synthetic", first, last);
        }
    }

    private static FlightScheduled scheduled(long flight, Instant told, Instant departure) {
        return new FlightScheduled(
                told,
                flightId(flight),
                "LS",
                "LHR",
                flight % 2 == 0 ? "AMS" : "CDG",
                departure,
                departure.plus(Duration.ofMinutes(80)),
                "A320",
                SEATS,
                List.of(new FlightScheduled.Cabin("Y", SEATS)));
    }

    private static BookingCreated booking(long number, long flight, long nth, String offer, Duration late) {
        Instant at = departure(flight)
                .minus(Duration.ofDays(90))
                .plusSeconds(nth * 45_000)
                .plusMillis(number % 40_000)
                .minus(late);
        return new BookingCreated(
                at,
                flightId(flight),
                "b-%012d".formatted(number),
                number % 4 == 0 ? "AGENT" : "WEB",
                nth < 60 ? "K" : nth < 120 ? "M" : "Y",
                "GBP",
                BigDecimal.valueOf(6_000 + number * 37 % 24_000, 2),
                List.of(new BookingCreated.Passenger("P1", nth / 6 + 1 + "A", "Y")),
                offer);
    }

    private static Instant departure(long flight) {
        return START.plus(Duration.ofDays(100)).plus(Duration.ofMinutes(flight * 7));
    }

    private static String flightId(long flight) {
        return "LS%07d".formatted(flight);
    }
}
