package io.loadstream.domain.wire;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Valid events of every type, drawn towards the edges of what the contract allows; the same for the same seed. */
final class RandomEvents {

    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** Quotes, separators, other scripts, right-to-left marks, joiners, astral planes and non-characters. */
    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "\\",
        "/",
        "'",
        ";",
        "--",
        "{",
        "}",
        "[",
        ":",
        ",",
        "é",
        "ß",
        "\u00a0",
        "中",
        "ก",
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\uffff",
        "\ufffd",
        "😀",
        "𝔘",
        "\udbff\udfff",
        "%s",
        "${x}",
        "\\u0000",
        "<script>",
        "DROP TABLE"
    };

    private final Random random;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    Event next() {
        return of(EventType.values()[random.nextInt(EventType.values().length)]);
    }

    Event of(EventType type) {
        return switch (type) {
            case FLIGHT_SCHEDULED -> flightScheduled();
            case FLIGHT_DEPARTED -> new FlightDeparted(time(), id());
            case FLIGHT_CANCELLED -> new FlightCancelled(time(), id());
            case BOOKING_CREATED ->
                new BookingCreated(
                        time(),
                        id(),
                        id(),
                        text(),
                        text(),
                        currency(),
                        money(),
                        atLeastOne(i -> new BookingCreated.Passenger(i + id(100), text(), text())),
                        maybe() ? id() : null);
            case BOOKING_CANCELLED -> new BookingCancelled(time(), id(), id(), text());
            case CABIN_INVENTORY_SNAPSHOT ->
                new CabinInventorySnapshot(
                        time(),
                        id(),
                        count(Long.MAX_VALUE),
                        currency(),
                        atLeastOne(i -> new CabinInventorySnapshot.Cabin(i + id(100), fareBuckets())));
            case CABIN_INVENTORY_METRICS -> {
                BigDecimal revenue = maybe() ? money() : null;
                yield new CabinInventoryMetrics(
                        time(),
                        id(),
                        whole(0),
                        whole(1),
                        fraction(),
                        count(Long.MAX_VALUE),
                        maybe() ? fraction() : null,
                        revenue,
                        revenue == null ? null : currency());
            }
            case PROMOTION_TRIGGERED ->
                new PromotionTriggered(
                        time(),
                        id(),
                        text(),
                        fraction(),
                        count(Long.MAX_VALUE),
                        text(),
                        100 - random.nextDouble() * 99.999,
                        maybe() ? text() : null,
                        maybe() ? time() : null,
                        maybe() ? explanation() : null);
            case PROMOTION_SUPPRESSED ->
                new PromotionSuppressed(time(), id(), text(), pick(PromotionSuppressed.Reason.values()), explanation());
            case PROMOTION_ENDED -> new PromotionEnded(time(), id(), id(), pick(PromotionEnded.Reason.values()));
            case BOOKING_TRUTH -> bookingTruth();
            case FLIGHT_TRUTH ->
                new FlightTruth(
                        time(),
                        id(),
                        whole(1),
                        whole(0),
                        whole(0),
                        whole(0),
                        money(),
                        whole(0),
                        whole(0),
                        money(),
                        currency(),
                        maybe() ? whole(0) : null,
                        maybe() ? whole(0) : null);
        };
    }

    private BookingTruth bookingTruth() {
        BigDecimal price = maybe() ? money() : null;
        BigDecimal counterfactual = price == null || maybe() ? money() : null;
        return new BookingTruth(
                time(),
                id(),
                id(),
                text(),
                whole(1),
                money(),
                currency(),
                BookingTruth.Effect.of(price, counterfactual),
                price == null ? null : text(),
                price,
                counterfactual == null ? null : text(),
                counterfactual);
    }

    private FlightScheduled flightScheduled() {
        List<FlightScheduled.Cabin> cabins =
                atLeastOne(i -> new FlightScheduled.Cabin(i + id(100), 1 + random.nextInt(100_000_000)));
        int seats = cabins.stream().mapToInt(FlightScheduled.Cabin::seatCount).sum();
        Instant one = time();
        Instant other = time();
        Instant departure = one.isBefore(other) ? one : other;
        Instant arrival = one.isBefore(other) ? other : one;
        return new FlightScheduled(time(), id(), text(), text(), text(), departure, arrival, text(), seats, cabins);
    }

    private List<CabinInventorySnapshot.FareBucket> fareBuckets() {
        return maybe()
                ? List.of()
                : atLeastOne(i -> new CabinInventorySnapshot.FareBucket(i + id(100), whole(0), money()));
    }

    private Explanation explanation() {
        return new Explanation(
                id(),
                text(),
                new Explanation.Inputs(
                        whole(0), whole(1), fraction(), count(Long.MAX_VALUE), maybe() ? fraction() : null),
                maybe() ? List.of() : atLeastOne(i -> new Explanation.Consideration(text(), maybe(), text())),
                pick(Explanation.Arm.values()),
                maybe() ? new Explanation.Cause(text(), whole(0), count(Long.MAX_VALUE)) : null,
                maybe() ? id() : null);
    }

    private <T> List<T> atLeastOne(IntFunction<T> make) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            values.add(make.apply(i));
        }
        return values;
    }

    /** Any microsecond between the years 0 and 9999, the ends among them. */
    Instant time() {
        long second = switch (random.nextInt(6)) {
            case 0 -> FIRST_SECOND;
            case 1 -> LAST_SECOND;
            case 2 -> -1;
            default -> FIRST_SECOND + (long) (random.nextDouble() * (LAST_SECOND - FIRST_SECOND));
        };
        int micros = maybe() ? 0 : maybe() ? 999_999 : random.nextInt(1_000_000);
        return Instant.ofEpochSecond(second, micros * 1000L);
    }

    private String id() {
        return id(128);
    }

    private String id(int maxLength) {
        StringBuilder id = new StringBuilder("x");
        int wanted = random.nextInt(20) == 0 ? maxLength : random.nextInt(20);
        while (id.length() < wanted) {
            String piece = pick(PIECES);
            id.append(id.length() + piece.length() <= maxLength ? piece : "y");
        }
        return id.toString();
    }

    private String text() {
        return random.nextInt(50) == 0 ? "long ".repeat(200) : id();
    }

    private String currency() {
        return pick(new String[] {"GBP", "EUR", "JPY", "KWD"});
    }

    private BigDecimal money() {
        return switch (random.nextInt(5)) {
            case 0 -> BigDecimal.ZERO.setScale(random.nextInt(5));
            case 1 -> new BigDecimal("99999999999999.9999");
            case 2 -> new BigDecimal("0.0001");
            case 3 -> new BigDecimal(BigInteger.valueOf(random.nextInt(1000)), -random.nextInt(10));
            default -> new BigDecimal(BigInteger.valueOf(random.nextInt(Integer.MAX_VALUE)), random.nextInt(5));
        };
    }

    private double fraction() {
        return switch (random.nextInt(9)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> Double.MIN_VALUE;
            case 3 -> Double.MAX_VALUE;
            case 4 -> random.nextInt(1001) / 1000.0;
            case 5 -> Math.nextUp(random.nextInt(1001) / 1000.0);
            case 6 -> random.nextInt(1_000_000) * 1e6 + 0.5;
            case 7 -> 1e15 + random.nextInt(1000);
            default -> random.nextDouble();
        };
    }

    private int whole(int least) {
        return random.nextInt(5) == 0 ? Integer.MAX_VALUE : least + random.nextInt(1000);
    }

    private long count(long most) {
        return random.nextInt(5) == 0 ? most : random.nextInt(1_000_000);
    }

    private boolean maybe() {
        return random.nextBoolean();
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
