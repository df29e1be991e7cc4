package io.loadstream.engine.loop;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.FlightStateFormat;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.domain.wire.MetricsWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/** One partition number of all topics: its queues of input, its flights, and what they put out. */
final class PartitionTask implements Output {

    private static final Logger LOG = Logger.getLogger(PartitionTask.class);
    private static final String METRICS = Topic.INVENTORY_METRICS.topicName();
    private static final String DECISIONS = Topic.PROMO_DECISIONS.topicName();

    /** Beside key and headers it must fit into what a broker takes; the limits of a flight's parts see to it. */
    private static final int MOST_STATE_BYTES = 1_000_000;

    private final int partition;
    private final Positions positions;
    private final RecordQueue[] queues;
    private final PartitionFlights flights;
    private final LoopTools shared;
    private final DeadLetters deadLetters;
    private final Tally tally;
    private final EventWriter writer;
    private final MetricsWriter metrics;
    private final FlightStateFormat format;

    private TransactionOutput out;
    private byte[] key;
    private String keyed;
    /** When the newest record applied was produced; wall clock, milliseconds, as the next one. */
    private long newest;
    /** When no record was seen to wait on the broker. */
    private long caughtUp = System.currentTimeMillis();

    private long produced;

    PartitionTask(int partition, Positions positions, Policy policy, Bounds bounds, LoopTools shared) {
        this.partition = partition;
        this.positions = positions;
        this.shared = shared;
        this.deadLetters = shared.deadLetters();
        this.tally = shared.tally();
        this.writer = shared.writer();
        this.metrics = shared.metrics();
        this.format = shared.format();
        this.flights = new PartitionFlights(partition, policy, bounds, this);
        this.queues = new RecordQueue[Positions.TOPICS.size()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new RecordQueue(new InputParser(Positions.TOPICS.get(i), shared.bookings()));
        }
    }

    Positions positions() {
        return positions;
    }

    PartitionFlights flights() {
        return flights;
    }

    void add(int topic, List<ConsumerRecord<byte[], ByteBuffer>> records) {
        queues[topic].add(records);
    }

    /**
     * Since when the record that waits longest has, in milliseconds since the epoch, as told by the clock of whoever
     * produced it; {@code now} when none waits. How old a record on the broker is cannot be seen: it is no older than the
     * last one applied, or than the last time when none was there.
     *
     * @param onBroker whether records have not been polled
     */
    long waitsSince(boolean onBroker, long now) {
        long since = now;
        if (onBroker) {
            since = Math.min(now, Math.max(newest, caughtUp));
        } else {
            caughtUp = now;
        }
        for (RecordQueue queue : queues) {
            if (!queue.isEmpty() && queue.head().timestamp() > 0) {
                since = Math.min(since, queue.head().timestamp());
            }
        }
        return since;
    }

    int queued() {
        int queued = 0;
        for (RecordQueue queue : queues) {
            queued += queue.size();
        }
        return queued;
    }

    int queued(int topic) {
        return queues[topic].size();
    }

    /** Forgets what was polled but not applied; it will be polled again. */
    void dropQueued() {
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new RecordQueue(new InputParser(Positions.TOPICS.get(i), shared.bookings()));
        }
    }

    /** Whether a record can be applied: the earliest is known, since no topic that has none here has more there. */
    boolean isReady(Lag lag) {
        boolean any = false;
        for (int i = 0; i < queues.length; i++) {
            if (!queues[i].isEmpty()) {
                any = true;
            } else if (lag.mayHaveMore(positions.source(i))) {
                return false;
            }
        }
        return any;
    }

    /** Applies what can be applied, in the order of event time, up to so many records; answers how many those were. */
    int apply(TransactionOutput transaction, Lag lag, int most) {
        out = transaction;
        int applied = 0;
        while (applied < most && isReady(lag)) {
            int topic = earliest();
            // As long as only one topic has records left, no other can come in between.
            do {
                apply(topic);
                applied++;
            } while (applied < most && !queues[topic].isEmpty() && isAlone(topic));
        }
        return applied;
    }

    private boolean isAlone(int topic) {
        for (int i = 0; i < queues.length; i++) {
            if (i != topic && !queues[i].isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Ties go to the topic listed first; a record that has no event goes before all. */
    private int earliest() {
        int earliest = -1;
        for (int i = 0; i < queues.length; i++) {
            if (queues[i].isEmpty()) {
                continue;
            }
            if (queues[i].event() == null) {
                return i;
            }
            if (earliest < 0
                    || queues[i]
                                    .event()
                                    .eventTime()
                                    .compareTo(queues[earliest].event().eventTime())
                            < 0) {
                earliest = i;
            }
        }
        return earliest;
    }

    private void apply(int topic) {
        RecordQueue queue = queues[topic];
        ConsumerRecord<byte[], ByteBuffer> record = queue.head();
        InputEvent event = queue.event();
        produced = record.timestamp();
        newest = Math.max(newest, produced);
        positions.applied(topic, record.offset());
        if (event == null) {
            refuse(record, queue.problem());
        } else {
            key = record.key();
            keyed = event.flightId();
            long jumps = flights.jumps();
            Fate fate = flights.apply(
                    event, record.topic(), record.offset(), out.spans().applying(record));
            out.spans().applied();
            keyed = null;
            if (flights.jumps() > jumps) {
                jumped(record, event);
            }
            if (fate.refused()) {
                refuse(record, reason(fate, event));
            }
        }
        queue.remove();
    }

    private void jumped(ConsumerRecord<byte[], ByteBuffer> record, InputEvent event) {
        tally.jump();
        LOG.warnf(
                "Times too far apart: %s-%d offset %d, flight %s: event_time %s; the partition's time is %s, %s is doubted",
                record.topic(),
                record.partition(),
                record.offset(),
                event.flightId(),
                event.eventTime(),
                Micros.toInstant(flights.now()),
                Micros.toInstant(flights.suspectedJump()));
    }

    private void refuse(ConsumerRecord<byte[], ByteBuffer> record, String reason) {
        tally.deadLetter();
        LOG.warnf("Dead letter: %s-%d offset %d: %s", record.topic(), record.partition(), record.offset(), reason);
        out.send(deadLetters.of(record, reason));
    }

    private String reason(Fate fate, InputEvent event) {
        return switch (fate) {
            case TOO_LATE ->
                "event_time is too late: %s, partition's time is %s"
                        .formatted(event.eventTime(), Micros.toInstant(flights.now()));
            case AFTER_CLOSE -> "flight had left or was cancelled before event_time " + event.eventTime();
            case OVER_LIMIT ->
                "over the flight's limit: "
                        + flights.flight(event.flightId()).exceeded(event).says();
            default -> throw new IllegalStateException(fate + " is not a refusal");
        };
    }

    @Override
    public void metrics(FlightState flight, long at) {
        byte[] id = keyOf(flight.flightId());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(METRICS, partition, id, flight.metrics(at, id, metrics));
        if (id == key) {
            out.spans().measuring(record);
        }
        out.send(record);
        out.news().sold(flight.flightId(), at, flight.bookedSeats(), flight.totalSeats());
    }

    @Override
    public void promotion(PromotionEvent event) {
        out.decide(new ProducerRecord<>(DECISIONS, partition, keyOf(event.flightId()), writer.write(event)), event);
        tally.promotion(event, produced);
    }

    @Override
    public void fate(InputEvent event, Fate fate) {
        tally.fate(fate);
    }

    @Override
    public void refused(Arrived kept, Fate fate) {
        String reason = fate == Fate.TOO_LATE ? "flight's schedule did not come in time" : reason(fate, kept.event());
        tally.deadLetter();
        LOG.warnf(
                "Dead letter: %s-%d offset %d: %s",
                kept.cause().topic(), kept.cause().partition(), kept.cause().offset(), reason);
        out.send(deadLetters.of(
                StateKeys.flight(kept.event().flightId()),
                writer.write(kept.event()),
                new RecordHeaders(),
                kept.cause().topic(),
                kept.cause().partition(),
                kept.cause().offset(),
                reason));
    }

    /** The record's own key while it is applied; timers and other flights make theirs. */
    private byte[] keyOf(String flightId) {
        return flightId.equals(keyed) ? key : StateKeys.flight(flightId);
    }

    /** The policy in force from the next record on; noted in the state with the next transaction. */
    void policy(Policy now) {
        flights.policy(now);
    }

    /** Writes what changed since the last time, so that it is restored as it is now. */
    void writeState() {
        flights.drain(this::writeFlight, this::writeForgotten);
        PartitionClock clock = new PartitionClock(
                flights.now(), flights.suspectedJump(), flights.policy().revision(), positions);
        out.send(Topic.FLIGHT_STATE, partition, StateKeys.CLOCK, clock.toBytes());
    }

    private void writeFlight(FlightState flight) {
        format.writeNewPages(
                flight,
                (page, bytes) ->
                        out.send(Topic.FLIGHT_STATE, partition, StateKeys.page(flight.flightId(), page), bytes));
        byte[] state = format.write(flight);
        if (state.length > MOST_STATE_BYTES) {
            LOG.errorf(
                    "State of flight %s has %d bytes: brokers and producers take 1 MiB unless told otherwise",
                    flight.flightId(), state.length);
        }
        out.send(Topic.FLIGHT_STATE, partition, StateKeys.flight(flight.flightId()), state);
        out.news().changed(flight.flightId());
    }

    private void writeForgotten(FlightState flight) {
        for (int page = 0; page < FlightStateFormat.pages(flight); page++) {
            out.send(Topic.FLIGHT_STATE, partition, StateKeys.page(flight.flightId(), page), null);
        }
        out.send(Topic.FLIGHT_STATE, partition, StateKeys.flight(flight.flightId()), null);
        out.news().gone(flight.flightId(), positions.total());
    }
}
