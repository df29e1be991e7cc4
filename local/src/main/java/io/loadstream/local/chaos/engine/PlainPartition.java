package io.loadstream.local.chaos.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one partition's engine must put out, worked out the slow and obvious way. */
final class PlainPartition {

    private static final long DAY = PlainFlight.DAY;

    /** What must be there, in order; as text, which is a tenth of the tree's size. */
    final List<String> metrics = new ArrayList<>();

    final List<String> decisions = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();

    private final String revision;
    private final Map<String, PlainFlight> flights = new TreeMap<>();
    private final Map<String, List<PlainEvent>> waiting = new HashMap<>();
    private long now = Long.MIN_VALUE;
    private long suspected = Long.MIN_VALUE;

    /** @param revision of the policy, as decisions must name it */
    PlainPartition(String revision) {
        this.revision = revision;
    }

    void noEvent(ConsumerRecord<byte[], byte[]> record) {
        deadLetters.add(record);
    }

    void apply(PlainEvent event) {
        advance(event.at());
        timers();
        boolean lifecycle = event.record().topic().equals("flight_lifecycle");
        if (event.at() < now - DAY && !lifecycle) {
            deadLetters.add(event.record());
            return;
        }
        PlainFlight flight = flights.computeIfAbsent(event.flight(), PlainFlight::new);
        boolean fresh = flight.due == PlainFlight.NEVER;
        boolean changed = apply(flight, event);
        if (changed && flight.scheduled) {
            judge(flight, flight.asOf, event);
        }
        if (changed || fresh) {
            flight.due = nextDue(flight);
        }
    }

    /** The time that an event counts at: none is later than the partition's. */
    private long at(PlainEvent event) {
        return Math.min(event.at(), now);
    }

    private void advance(long at) {
        if (now == Long.MIN_VALUE) {
            now = at;
            suspected = at;
        } else if (suspected == now && now - at > 2 * DAY) {
            now = at;
            flights.values().forEach(this::comeBack);
        } else if (at - now <= 2 * DAY) {
            now = Math.max(now, at);
            suspected = now - at <= 2 * DAY ? Long.MIN_VALUE : suspected;
        } else if (suspected != Long.MIN_VALUE && Math.abs(at - suspected) <= 2 * DAY) {
            now = Math.min(at, suspected);
            suspected = Long.MIN_VALUE;
        } else {
            now = suspected > now && at > suspected ? suspected : now;
            suspected = at;
        }
    }

    private void comeBack(PlainFlight flight) {
        if (flight.asOf > now) {
            flight.asOf = now;
            flight.statedAt = Math.min(flight.statedAt, now);
            flight.inventoryAt = Math.min(flight.inventoryAt, now);
            flight.due = nextDue(flight);
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
                List<PlainEvent> orphans = waiting.remove(first.id);
                if (orphans != null) {
                    orphans.forEach(orphan -> deadLetters.add(orphan.record()));
                }
            } else {
                first.advance(due);
                judge(first, due, null);
                first.due = nextDue(first);
            }
        }
    }

    /** Says whether the flight is other than before. */
    private boolean apply(PlainFlight flight, PlainEvent event) {
        boolean closes = event.type().equals("FlightDeparted") || event.type().equals("FlightCancelled");
        if (!closes && at(event) > flight.closedAt) {
            deadLetters.add(event.record());
            return false;
        }
        return switch (event.type()) {
            case "FlightScheduled" -> schedule(flight, event);
            case "FlightDeparted" -> close(flight, "DEPARTED", event);
            case "FlightCancelled" -> close(flight, "CANCELLED", event);
            case "CabinInventorySnapshot" -> see(flight, event);
            case "BookingCreated" -> flight.scheduled ? book(flight, event) : wait(flight, event);
            case "BookingCancelled" -> flight.scheduled ? cancel(flight, event) : wait(flight, event);
            default -> throw new IllegalStateException(event.type());
        };
    }

    private boolean wait(PlainFlight flight, PlainEvent event) {
        waiting.computeIfAbsent(flight.id, id -> new ArrayList<>()).add(event);
        flight.advance(at(event));
        return true;
    }

    private boolean schedule(PlainFlight flight, PlainEvent event) {
        if (flight.scheduled && (at(event) < flight.statedAt || event.json().equals(flight.stated))) {
            return false;
        }
        flight.advance(at(event));
        flight.statedAt = at(event);
        flight.stated = event.json();
        flight.departure = event.time("scheduled_departure_time");
        flight.seats = event.whole("total_seats");
        if (!flight.scheduled) {
            flight.scheduled = true;
            List<PlainEvent> waited = waiting.remove(flight.id);
            if (waited != null) {
                waited.forEach(early -> apply(flight, early));
            }
        }
        return true;
    }

    private boolean close(PlainFlight flight, String how, PlainEvent event) {
        if (flight.closedAs != null) {
            return false;
        }
        flight.advance(at(event));
        flight.closedAs = how;
        flight.closedAt = event.at();
        return true;
    }

    private boolean see(PlainFlight flight, PlainEvent snapshot) {
        if (at(snapshot) < flight.inventoryAt) {
            return false;
        }
        flight.advance(at(snapshot));
        flight.inventoryAt = at(snapshot);
        flight.available = new HashMap<>();
        flight.fares = new HashMap<>();
        for (JsonNode fare : snapshot.json().get("cabins").get(0).get("fare_buckets")) {
            String bucket = fare.get("bucket").asText();
            flight.available.put(bucket, fare.get("available_seats").asInt());
            flight.fares.put(bucket, new BigDecimal(fare.get("price").asText()));
        }
        return true;
    }

    private boolean book(PlainFlight flight, PlainEvent booking) {
        String id = booking.text("booking_id");
        if (flight.bookings.containsKey(id)) {
            return false;
        }
        long at = at(booking);
        flight.advance(at);
        int seats = booking.json().get("passengers").size();
        BigDecimal price = booking.money("total_price");
        flight.bookings.put(id, new PlainFlight.Sold(seats, price));
        if (flight.cancelled.contains(id)) {
            return true;
        }
        flight.booked += seats;
        flight.revenue = flight.revenue == null ? price : flight.revenue.add(price);
        flight.velocity += Math.log(2) * seats * Math.pow(2, -(double) (flight.asOf - at) / DAY);
        publish(flight, booking.at());
        return true;
    }

    private boolean cancel(PlainFlight flight, PlainEvent event) {
        String id = event.text("booking_id");
        if (!flight.cancelled.add(id)) {
            return false;
        }
        flight.advance(at(event));
        PlainFlight.Sold sold = flight.bookings.get(id);
        if (sold != null) {
            flight.booked -= sold.seats();
            flight.revenue = flight.revenue.subtract(sold.price());
            publish(flight, event.at());
        }
        return true;
    }

    private void publish(PlainFlight flight, long at) {
        metrics.add(event("CabinInventoryMetrics", flight, at)
                .put("booked_seats", flight.booked)
                .put("total_seats", flight.seats)
                .put("load_factor", flight.loadFactor())
                .put("minutes_to_departure", flight.minutes(at))
                .put("booking_velocity_per_day", flight.velocity(at))
                .put("revenue", flight.revenue)
                .put("currency", "GBP")
                .toString());
    }

    private static ObjectNode event(String type, PlainFlight flight, long at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event_type", type)
                .put("event_time", time(at))
                .put("flight_id", flight.id);
    }

    /** With microseconds, also when there are none. */
    private static String time(long micros) {
        String seconds = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000)).toString();
        return seconds.replace("Z", ".%06dZ".formatted(Math.floorMod(micros, 1_000_000)));
    }

    private void judge(PlainFlight flight, long at, PlainEvent cause) {
        if (flight.offer != null) {
            String end = flight.closedAs != null
                    ? flight.closedAs
                    : at >= flight.offerUntil
                            ? "EXPIRED"
                            : flight.loadFactor() >= flight.offer.recoversAt() ? "RECOVERED" : null;
            if (end != null) {
                end(flight, at, end);
                flight.offer = null;
                flight.cooldownUntil = at + PlainPolicy.COOLDOWN;
                flight.told.clear();
            }
        }
        if (flight.closedAs != null || at >= flight.departure) {
            return;
        }
        PlainPolicy.Band band = PlainPolicy.firing(flight.minutes(at), flight.loadFactor());
        if (band != null) {
            choose(flight, at, cause, band);
        }
    }

    private void choose(PlainFlight flight, long at, PlainEvent cause, PlainPolicy.Band band) {
        String bucket = band.bucket() == null ? flight.cheapestOpen() : band.bucket();
        String reason = null;
        boolean better = flight.offer != null && band.discount() > flight.offer.discount();
        if (flight.offer != null && !better) {
            if (flight.offer == band) {
                return;
            }
            reason = "ACTIVE";
        } else if (flight.offer == null && PlainPolicy.heldOut(flight.id)) {
            reason = "HOLDOUT";
        } else if (flight.offer == null && at < flight.cooldownUntil) {
            reason = "COOLDOWN";
        } else if (flight.offers >= PlainPolicy.MAX_OFFERS) {
            reason = "LIMIT";
        } else if (bucket == null
                || (flight.available != null && Integer.valueOf(0).equals(flight.available.get(bucket)))) {
            reason = "SOLD_OUT";
        }
        if (reason == null) {
            make(flight, at, cause, band, bucket, better);
        } else if (flight.told.add(band.rule() + reason)) {
            ObjectNode suppressed = event("PromotionSuppressed", flight, at)
                    .put("rule", band.rule())
                    .put("reason", reason);
            decisions.add(explained(suppressed, flight, at, cause, band, reason).toString());
        }
    }

    private void make(
            PlainFlight flight, long at, PlainEvent cause, PlainPolicy.Band band, String bucket, boolean better) {
        if (better) {
            end(flight, at, "SUPERSEDED");
        }
        flight.offer = band;
        flight.offerUntil = Math.min(at + PlainPolicy.VALIDITY, flight.departure);
        flight.offers++;
        flight.told.clear();
        ObjectNode triggered = event("PromotionTriggered", flight, at)
                .put("decision_source", "decision-engine")
                .put("current_load_factor", flight.loadFactor())
                .put("minutes_to_departure", flight.minutes(at))
                .put("target_fare_bucket", bucket)
                .put("discount_percentage", band.discount())
                .put("rule", band.rule())
                .put("valid_until", time(flight.offerUntil));
        decisions.add(explained(triggered, flight, at, cause, band, "MAKE").toString());
        flight.offerId = triggered.get("decision_id").asText();
    }

    private void end(PlainFlight flight, long at, String reason) {
        decisions.add(event("PromotionEnded", flight, at)
                .put("decision_id", flight.offerId)
                .put("reason", reason)
                .toString());
    }

    private ObjectNode explained(
            ObjectNode decision, PlainFlight flight, long at, PlainEvent cause, PlainPolicy.Band band, String choice) {
        String identity = cause == null ? "time" : cause.identity();
        decision.put("decision_id", PlainPolicy.decisionId(flight.id, revision, band.rule(), choice, at, identity));
        decision.put("policy_revision", revision);
        decision.putObject("inputs")
                .put("booked_seats", flight.booked)
                .put("total_seats", flight.seats)
                .put("load_factor", flight.loadFactor())
                .put("minutes_to_departure", flight.minutes(at))
                .put("booking_velocity_per_day", flight.velocity(at));
        decision.set("considered", PlainPolicy.considered(flight.minutes(at), flight.loadFactor()));
        decision.put("arm", PlainPolicy.heldOut(flight.id) ? "HOLDOUT" : "TREATED");
        if (cause != null) {
            decision.putObject("caused_by")
                    .put("topic", cause.record().topic())
                    .put("partition", cause.record().partition())
                    .put("offset", cause.record().offset());
        }
        return decision;
    }

    private static long nextDue(PlainFlight flight) {
        long next = forgetAt(flight);
        if (flight.scheduled && flight.closedAs == null) {
            next = sooner(next, flight.departure - 10 * DAY + 1, flight.asOf);
            next = sooner(next, flight.departure - 3 * DAY + 1, flight.asOf);
            next = sooner(next, flight.departure - 120 * PlainFlight.MINUTE + 1, flight.asOf);
            next = sooner(next, flight.cooldownUntil, flight.asOf);
            if (flight.offer != null) {
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
        long over = flight.scheduled ? Math.min(flight.closedAt, flight.departure) : flight.asOf;
        return Math.max(over, flight.asOf) + 3 * DAY;
    }
}
