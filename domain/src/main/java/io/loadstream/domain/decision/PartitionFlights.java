package io.loadstream.domain.decision;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingEvent;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.LifecycleEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.FlightState.Phase;
import io.loadstream.domain.flight.FlightTable;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The flights of one partition: each event is applied to its flight, the flight is judged, and flights that nobody
 * touches are judged when their time comes. What it does is a function of the events, their order and the policy. Not
 * safe for use by more than one thread.
 */
public final class PartitionFlights {

    private final int partition;
    private final Output output;
    private final Decider decider;
    private final Watermark watermark;
    private final long lateness;
    private final long retention;
    private final long orphans;

    private final FlightTable flights = new FlightTable();
    private final Timers timers = new Timers();
    private final Look look = new Look();
    private final List<FlightState> changed = new ArrayList<>();
    private final List<FlightState> forgotten = new ArrayList<>();
    private long jumps;

    public PartitionFlights(int partition, Policy policy, Bounds bounds, Output output) {
        this.partition = partition;
        this.output = output;
        this.decider = new Decider(policy, output);
        this.watermark = new Watermark(Micros.of(bounds.jump()));
        this.lateness = Micros.of(bounds.lateness());
        this.retention = Micros.of(bounds.retention());
        this.orphans = Micros.of(bounds.orphans());
    }

    /**
     * Moves time on to the event and applies it.
     *
     * @param topic name of the topic that it was read from, at {@code offset}
     * @param traceId of its record; {@code null} when it was not traced
     */
    public Fate apply(InputEvent event, String topic, long offset, String traceId) {
        long own = Micros.of(event.eventTime());
        moveTime(own);
        judgeDue();
        // A schedule or a departure tells its own time and is worth knowing however late it comes.
        if (own < watermark.now() - lateness && !(event instanceof LifecycleEvent)) {
            output.fate(event, Fate.TOO_LATE);
            return Fate.TOO_LATE;
        }
        long at = believed(own);
        FlightState flight = flights.getOrCreate(event.flightId());
        look.by(event, topic, partition, offset, traceId);
        Fate fate = apply(flight, event, own, at);
        if (fate == Fate.KEPT) {
            flight.keep(new Arrived((BookingEvent) event, look.cause(), traceId), at);
        } else if (fate == Fate.SCHEDULED && flight.keptCount() > 0) {
            release(flight);
            look.by(event, topic, partition, offset, traceId);
        }
        if (fate.changesState() && flight.schedule() != null) {
            judge(flight, event, fate, own);
        }
        if (fate.changesState() || flight.due() == Long.MAX_VALUE) {
            mark(flight);
            setTimer(flight);
        }
        return fate;
    }

    private void moveTime(long at) {
        Watermark.Step step = watermark.advance(at);
        if (step == Watermark.Step.BELIEVED) {
            return;
        }
        jumps++;
        if (step == Watermark.Step.WENT_BACK) {
            flights.forEach(this::comeBack);
        }
    }

    private void comeBack(FlightState flight) {
        if (flight.comeBackTo(watermark.now())) {
            mark(flight);
            setTimer(flight);
        }
    }

    /** The time that an event counts at: one that claims to be ahead of its partition must not take its flight along. */
    private long believed(long at) {
        return Math.min(at, watermark.now());
    }

    /** What is published is the booking's and has its own time, though the flight may not follow it there. */
    private Fate apply(FlightState flight, InputEvent event, long own, long at) {
        Fate fate = flight.apply(event, at);
        output.fate(event, fate);
        if (fate.changesBookings()) {
            output.metrics(flight, own);
        }
        return fate;
    }

    private void judge(FlightState flight, InputEvent event, Fate fate, long own) {
        if (!decider.policy().decidesEveryBooking()) {
            decider.decide(flight, flight.asOf(), look);
            return;
        }
        decider.end(flight, flight.asOf());
        if (fate.changesBookings() && event instanceof BookingCreated) {
            decider.decide(flight, own, look);
        }
    }

    /**
     * Applies what waited for the schedule, as if it came now, each with its own record as the cause. A policy that
     * makes lasting offers judges the flight once, when all of it has been counted.
     */
    private void release(FlightState flight) {
        for (Arrived arrived : flight.release()) {
            InputEvent event = arrived.event();
            look.by(event, arrived.cause().topic(), partition, arrived.cause().offset(), arrived.traceId());
            long own = Micros.of(event.eventTime());
            Fate fate = apply(flight, event, own, believed(own));
            if (fate.refused()) {
                output.refused(arrived, fate);
            } else if (decider.policy().decidesEveryBooking()) {
                judge(flight, event, fate, own);
            }
        }
    }

    private void judgeDue() {
        long now = watermark.now();
        for (long due = timers.nextDue(now); due != Long.MAX_VALUE; due = timers.nextDue(now)) {
            FlightState flight = timers.take();
            if (due >= forgetAt(flight)) {
                forget(flight);
                continue;
            }
            if (flight.schedule() == null) {
                setTimer(flight);
                continue;
            }
            flight.advanceTo(due);
            if (decider.policy().decidesEveryBooking()) {
                decider.end(flight, due);
            } else {
                decider.decide(flight, due, look.byTime());
            }
            mark(flight);
            setTimer(flight);
        }
    }

    private void setTimer(FlightState flight) {
        if (flight.schedule() == null && flight.due() != Long.MAX_VALUE && flight.due() <= forgetAt(flight)) {
            // It comes up too early and is set anew then: an entry for each event that waits would be left behind.
            return;
        }
        long next =
                flight.schedule() == null ? Long.MAX_VALUE : decider.policy().nextLook(flight, flight.asOf());
        timers.set(flight, Math.min(next, forgetAt(flight)));
    }

    private long forgetAt(FlightState flight) {
        if (flight.phase() == Phase.UNSCHEDULED) {
            return flight.asOf() + orphans;
        }
        // It may be closed at a time that nobody believes, which must not keep it for ever.
        long over = flight.schedule() == null
                ? flight.asOf()
                : Math.min(flight.closedAt(), flight.schedule().departure());
        return Math.max(over, flight.asOf()) + retention;
    }

    private void forget(FlightState flight) {
        for (Arrived arrived : flight.release()) {
            output.refused(arrived, Fate.TOO_LATE);
        }
        flights.remove(flight.flightId());
        forgotten.add(flight);
    }

    private void mark(FlightState flight) {
        if (!flight.marked()) {
            flight.marked(true);
            changed.add(flight);
        }
    }

    /**
     * Hands over each flight that was forgotten or changed since the last call, once. The forgotten go first: one that
     * came back under the same id is among the changed.
     */
    public void drain(Consumer<FlightState> onChanged, Consumer<FlightState> onForgotten) {
        forgotten.forEach(onForgotten);
        forgotten.clear();
        for (FlightState flight : changed) {
            flight.marked(false);
            if (flights.get(flight.flightId()) == flight) {
                onChanged.accept(flight);
            }
        }
        changed.clear();
    }

    /** Takes back a flight as it was written. */
    public void restore(FlightState flight) {
        flights.put(flight);
        setTimer(flight);
    }

    /** Takes back the partition's time; to be called before the flights are restored. */
    public void restoreTime(long now, long suspectedJump) {
        watermark.restore(now, suspectedJump);
    }

    /** From now on this policy is in force. Nothing is decided at once: each flight is judged when it next would be. */
    public void policy(Policy now) {
        decider.policy(now);
        flights.forEach(this::setTimer);
    }

    /** {@code null} when it is not known. */
    public FlightState flight(String flightId) {
        return flights.get(flightId);
    }

    public void forEach(Consumer<FlightState> action) {
        flights.forEach(action);
    }

    public int size() {
        return flights.size();
    }

    /** Entries of timers, with those that are to be skipped. */
    int timers() {
        return timers.size();
    }

    public Policy policy() {
        return decider.policy();
    }

    /** The partition's event time, microseconds; {@link Long#MIN_VALUE} before the first event. */
    public long now() {
        return watermark.now();
    }

    /**
     * A time that one event alone claimed and none has confirmed, microseconds; {@link Long#MIN_VALUE} for none. Equal
     * to {@link #now()} while only the first event speaks for that.
     */
    public long suspectedJump() {
        return watermark.suspected();
    }

    /** Events so far that lay too far from the partition's time for both to be believed. */
    public long jumps() {
        return jumps;
    }
}
