package io.loadstream.local.chaos.engine;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.LifecycleEvent;
import io.loadstream.domain.flight.BookingHash;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one partition's engine must put out, worked out the slow and obvious way. */
final class PlainPartition {

    private static final long DAY = PlainFlight.DAY;
    private static final double HOLDOUT = 0.10;

    /** One line for each record that must be there, in order. */
    final List<String> metrics = new ArrayList<>();

    final List<Double> velocities = new ArrayList<>();
    final List<String> decisions = new ArrayList<>();
    final List<String> deadLetters = new ArrayList<>();

    private final Map<String, PlainFlight> flights = new TreeMap<>();
    private final Map<String, List<Arrival>> waiting = new HashMap<>();
    private long now = Long.MIN_VALUE;
    private long suspected = Long.MIN_VALUE;

    record Arrival(InputEvent event, String source) {}

    void noEvent(String source) {
        deadLetters.add(source);
    }

    void apply(InputEvent event, String source) {
        long at = micros(event.eventTime());
        advance(at);
        timers();
        if (at < now - DAY && !(event instanceof LifecycleEvent)) {
            deadLetters.add(source);
            return;
        }
        PlainFlight flight = flights.computeIfAbsent(event.flightId(), PlainFlight::new);
        boolean fresh = flight.due == PlainFlight.NEVER;
        boolean changed = apply(flight, new Arrival(event, source), at);
        if (changed && flight.scheduled) {
            judge(flight, flight.asOf, source);
        }
        if (changed || fresh) {
            flight.due = nextDue(flight);
        }
    }

    private void advance(long at) {
        if (at <= now) {
            return;
        }
        if (now == Long.MIN_VALUE || at - now <= 2 * DAY) {
            now = at;
            suspected = Long.MIN_VALUE;
        } else if (suspected != Long.MIN_VALUE && Math.abs(at - suspected) <= 2 * DAY) {
            now = Math.min(at, suspected);
            suspected = Long.MIN_VALUE;
        } else {
            suspected = at;
        }
    }

    private void timers() {
        while (true) {
            PlainFlight first = null;
            for (PlainFlight flight : flights.values()) {
                if (flight.due <= now && (first == null || flight.due < first.due)) {
                    first = flight;
                }
            }
            if (first == null) {
                return;
            }
            long due = first.due;
            if (due >= forgetAt(first)) {
                flights.remove(first.id);
                List<Arrival> orphans = waiting.remove(first.id);
                if (orphans != null) {
                    orphans.forEach(orphan -> deadLetters.add(orphan.source));
                }
            } else {
                first.advance(due);
                judge(first, due, null);
                first.due = nextDue(first);
            }
        }
    }

    /** Says whether the flight is other than before. */
    private boolean apply(PlainFlight flight, Arrival arrival, long at) {
        boolean lifecycle = arrival.event instanceof FlightDeparted || arrival.event instanceof FlightCancelled;
        if (!lifecycle && at > flight.closedAt) {
            deadLetters.add(arrival.source);
            return false;
        }
        return switch (arrival.event) {
            case FlightScheduled scheduled -> schedule(flight, scheduled, at);
            case FlightDeparted departed -> close(flight, "DEPARTED", at);
            case FlightCancelled gone -> close(flight, "CANCELLED", at);
            case CabinInventorySnapshot snapshot -> see(flight, snapshot, at);
            case BookingCreated booking -> flight.scheduled ? book(flight, booking, at) : wait(flight, arrival, at);
            case BookingCancelled gone -> flight.scheduled ? cancel(flight, gone, at) : wait(flight, arrival, at);
        };
    }

    private boolean wait(PlainFlight flight, Arrival arrival, long at) {
        waiting.computeIfAbsent(flight.id, id -> new ArrayList<>()).add(arrival);
        flight.advance(at);
        return true;
    }

    private boolean schedule(PlainFlight flight, FlightScheduled event, long at) {
        List<Object> stated = List.of(event);
        if (flight.scheduled && (at < flight.statedAt || stated.equals(flight.stated))) {
            return false;
        }
        flight.advance(at);
        flight.statedAt = at;
        flight.stated = stated;
        flight.departure = micros(event.scheduledDepartureTime());
        flight.seats = event.totalSeats();
        if (!flight.scheduled) {
            flight.scheduled = true;
            List<Arrival> waited = waiting.remove(flight.id);
            if (waited != null) {
                waited.forEach(arrival -> apply(flight, arrival, micros(arrival.event.eventTime())));
            }
        }
        return true;
    }

    private static boolean close(PlainFlight flight, String how, long at) {
        if (flight.closedAs != null) {
            return false;
        }
        flight.advance(at);
        flight.closedAs = how;
        flight.closedAt = at;
        return true;
    }

    private static boolean see(PlainFlight flight, CabinInventorySnapshot snapshot, long at) {
        if (at < flight.inventoryAt) {
            return false;
        }
        flight.advance(at);
        flight.inventoryAt = at;
        flight.available = new HashMap<>();
        flight.fares = new HashMap<>();
        snapshot.cabins().getFirst().fareBuckets().forEach(fare -> {
            flight.available.put(fare.bucket(), fare.availableSeats());
            flight.fares.put(fare.bucket(), fare.price());
        });
        return true;
    }

    private boolean book(PlainFlight flight, BookingCreated booking, long at) {
        String id = booking.bookingId();
        if (flight.bookings.containsKey(id)) {
            return false;
        }
        flight.advance(at);
        flight.bookings.put(id, new int[] {booking.seats()});
        flight.prices.put(id, booking.totalPrice());
        if (flight.cancelled.contains(id)) {
            return true;
        }
        flight.booked += booking.seats();
        flight.revenue = flight.revenue == null ? booking.totalPrice() : flight.revenue.add(booking.totalPrice());
        flight.velocity += Math.log(2) * booking.seats() * Math.pow(2, -(double) (flight.asOf - at) / DAY);
        publish(flight, at);
        return true;
    }

    private boolean cancel(PlainFlight flight, BookingCancelled event, long at) {
        if (!flight.cancelled.add(event.bookingId())) {
            return false;
        }
        flight.advance(at);
        int[] seats = flight.bookings.get(event.bookingId());
        if (seats != null) {
            flight.booked -= seats[0];
            flight.revenue = flight.revenue.subtract(flight.prices.get(event.bookingId()));
            publish(flight, at);
        }
        return true;
    }

    private void publish(PlainFlight flight, long at) {
        metrics.add(Lines.metrics(
                at, flight.id, flight.booked, flight.seats, flight.loadFactor(), flight.minutes(at), flight.revenue));
        velocities.add(velocity(flight, at));
    }

    private static double velocity(PlainFlight flight, long at) {
        return at > flight.asOf ? flight.velocity * Math.pow(2, -(double) (at - flight.asOf) / DAY) : flight.velocity;
    }

    /** The drill's policy once more: 10 days and 0.35, 3 days to 2 hours and 0.55, the later wins. */
    private void judge(PlainFlight flight, long at, String source) {
        if (flight.offerRule != null) {
            String end = flight.closedAs != null
                    ? flight.closedAs
                    : at >= flight.offerUntil
                            ? "EXPIRED"
                            : flight.loadFactor() >= flight.offerRecovers ? "RECOVERED" : null;
            if (end != null) {
                decisions.add(Lines.ended(at, flight.id, end));
                flight.offerRule = null;
                flight.cooldownUntil = at + 2 * DAY;
                flight.told.clear();
            }
        }
        if (flight.closedAs != null || at >= flight.departure) {
            return;
        }
        long minutes = flight.minutes(at);
        double loadFactor = flight.loadFactor();
        if (minutes < 3 * 1440 && minutes >= 120 && loadFactor < 0.55) {
            choose(flight, at, source, "3-days", 0.55, 15, "K");
        } else if (minutes < 10 * 1440 && loadFactor < 0.35) {
            choose(flight, at, source, "10-days", 0.35, 5, flight.cheapestOpen());
        }
    }

    private void choose(
            PlainFlight flight, long at, String source, String rule, double threshold, double discount, String bucket) {
        String reason = null;
        boolean better = flight.offerRule != null && discount > flight.offerDiscount;
        if (flight.offerRule != null && !better) {
            if (flight.offerRule.equals(rule)) {
                return;
            }
            reason = "ACTIVE";
        } else if (flight.offerRule == null && heldOut(flight.id)) {
            reason = "HOLDOUT";
        } else if (flight.offerRule == null && at < flight.cooldownUntil) {
            reason = "COOLDOWN";
        } else if (flight.offers >= 3) {
            reason = "LIMIT";
        } else if (bucket == null
                || (flight.available != null && Integer.valueOf(0).equals(flight.available.get(bucket)))) {
            reason = "SOLD_OUT";
        }
        if (reason != null) {
            if (flight.told.add(rule + reason)) {
                decisions.add(Lines.suppressed(
                        at, flight.id, rule, reason, flight.booked, flight.seats, flight.minutes(at), source));
            }
            return;
        }
        if (better) {
            decisions.add(Lines.ended(at, flight.id, "SUPERSEDED"));
        }
        flight.offerRule = rule;
        flight.offerDiscount = discount;
        flight.offerUntil = Math.min(at + DAY, flight.departure);
        flight.offerRecovers = threshold + 0.05;
        flight.offers++;
        flight.told.clear();
        decisions.add(Lines.triggered(
                at,
                flight.id,
                rule,
                discount,
                bucket,
                flight.offerUntil,
                flight.booked,
                flight.seats,
                flight.minutes(at),
                source));
    }

    private static boolean heldOut(String flight) {
        return (BookingHash.of("drill/" + flight) >>> 11) * 0x1p-53 < HOLDOUT;
    }

    private static long nextDue(PlainFlight flight) {
        long next = forgetAt(flight);
        if (flight.scheduled && flight.closedAs == null) {
            next = sooner(next, flight.departure - 10 * DAY + 1, flight.asOf);
            next = sooner(next, flight.departure - 3 * DAY + 1, flight.asOf);
            next = sooner(next, flight.cooldownUntil, flight.asOf);
            if (flight.offerRule != null) {
                next = sooner(next, flight.offerUntil, flight.asOf);
            }
        }
        return next;
    }

    private static long sooner(long next, long candidate, long after) {
        return candidate > after ? Math.min(next, candidate) : next;
    }

    private static long forgetAt(PlainFlight flight) {
        if (!flight.scheduled && flight.closedAs == null) {
            return flight.asOf + 7 * DAY;
        }
        long over = flight.closedAs != null ? flight.closedAt : flight.departure;
        return Math.max(over, flight.asOf) + 3 * DAY;
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    static BigDecimal plain(BigDecimal money) {
        return money == null ? null : money.stripTrailingZeros();
    }
}
