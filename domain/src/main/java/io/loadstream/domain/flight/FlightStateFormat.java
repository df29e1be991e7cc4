package io.loadstream.domain.flight;

import io.loadstream.domain.event.BookingEvent;
import io.loadstream.domain.event.Explanation.Cause;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.flight.FlightState.Phase;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.domain.wire.EventWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of a flight's state. A flight's record holds everything but the full pages of its ledger; each of
 * those has a record of its own, written when it fills, so that a popular flight does not drag all its bookings along
 * with every change.
 */
public final class FlightStateFormat {

    private static final byte VERSION = 2;

    private final StateBytes out = new StateBytes();
    private final EventWriter events = new EventWriter();

    /** The flight's own record. */
    public byte[] write(FlightState flight) {
        out.clear().one(VERSION).one(flight.phase.ordinal());
        schedule(flight.schedule);
        out.whole(flight.asOf).whole(flight.closedAt);
        out.whole(flight.bookedSeats).whole(flight.revenue).text(flight.currency);
        out.one(flight.severalCurrencies ? 1 : 0).real(flight.velocity);
        out.whole(flight.otherBuckets.names().length);
        for (String name : flight.otherBuckets.names()) {
            out.text(name);
        }
        promotion(flight.promotion);
        inventory(flight.inventory);
        out.whole(flight.keptCount());
        for (Arrived arrived : flight.keptBookings()) {
            out.block(events.write(arrived.event()));
            Cause cause = arrived.cause();
            out.text(cause.topic()).whole(cause.partition()).whole(cause.offset());
            out.text(arrived.traceId());
        }
        BookingLedger ledger = flight.ledger;
        out.whole(ledger.size()).one(ledger.stride());
        ledger.write(out, ledger.fullPages() * BookingLedger.PAGE_ENTRIES, ledger.size());
        return out.toBytes();
    }

    /** Takes one full page of a ledger. */
    @FunctionalInterface
    public interface PageWriter {
        void page(int number, byte[] page);
    }

    /** Hands over the full pages that were not written yet, and counts them as written from then on. */
    public void writeNewPages(FlightState flight, PageWriter to) {
        int pages = pages(flight);
        for (int page = flight.unwrittenPage; page < pages; page++) {
            to.page(page, writePage(flight, page));
        }
        flight.unwrittenPage = pages;
    }

    /** How many full pages the flight's ledger has. */
    public static int pages(FlightState flight) {
        return flight.ledger.fullPages();
    }

    private byte[] writePage(FlightState flight, int page) {
        int from = page * BookingLedger.PAGE_ENTRIES;
        out.clear();
        flight.ledger.write(out, from, from + BookingLedger.PAGE_ENTRIES);
        return out.toBytes();
    }

    /** Where a flight's full pages are found on reading. */
    public interface Pages {
        /** The bytes of the flight's page of that number. */
        byte[] page(int number);
    }

    /** @throws IllegalStateException when it was written by a version that this one does not know */
    public static FlightState read(String flightId, byte[] record, Pages pages) {
        StateInput in = new StateInput(record);
        int version = in.one();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "state of flight %s has format %d; this version reads %d".formatted(flightId, version, VERSION));
        }
        FlightState flight = new FlightState(flightId);
        flight.phase = Phase.values()[in.one()];
        flight.schedule = schedule(in);
        flight.asOf = in.whole();
        flight.closedAt = in.whole();
        flight.bookedSeats = in.wholeInt();
        flight.revenue = in.whole();
        flight.currency = in.symbol();
        flight.severalCurrencies = in.one() == 1;
        flight.velocity = in.real();
        for (int names = in.wholeInt(); names > 0; names--) {
            flight.otherBuckets = flight.otherBuckets.with(in.symbol());
        }
        flight.promotion = promotion(in);
        flight.inventory = inventory(in);
        for (int kept = in.wholeInt(); kept > 0; kept--) {
            BookingEvent event = (BookingEvent) EventReader.read(in.block());
            Cause cause = new Cause(in.symbol(), in.wholeInt(), in.whole());
            flight.keep(new Arrived(event, cause, in.text()));
        }
        BookingLedger ledger = flight.ledger;
        int entries = in.wholeInt();
        ledger.prepare(entries, in.one());
        for (int page = 0; page < ledger.fullPages(); page++) {
            int from = page * BookingLedger.PAGE_ENTRIES;
            ledger.read(new StateInput(pages.page(page)), from, from + BookingLedger.PAGE_ENTRIES);
        }
        ledger.read(in, ledger.fullPages() * BookingLedger.PAGE_ENTRIES, entries);
        flight.unwrittenPage = ledger.fullPages();
        return flight;
    }

    private void schedule(Schedule schedule) {
        out.one(schedule == null ? 0 : 1);
        if (schedule == null) {
            return;
        }
        out.whole(schedule.statedAt()).whole(schedule.departure()).whole(schedule.arrival());
        out.whole(schedule.totalSeats()).text(schedule.airlineCode());
        out.text(schedule.originAirport()).text(schedule.destinationAirport()).text(schedule.aircraftType());
        out.whole(schedule.cabins().size());
        for (FlightScheduled.Cabin cabin : schedule.cabins()) {
            out.text(cabin.cabinCode()).whole(cabin.seatCount());
        }
    }

    private static Schedule schedule(StateInput in) {
        if (in.one() == 0) {
            return null;
        }
        long statedAt = in.whole();
        long departure = in.whole();
        long arrival = in.whole();
        int totalSeats = in.wholeInt();
        String airline = in.symbol();
        String origin = in.symbol();
        String destination = in.symbol();
        String aircraft = in.symbol();
        List<FlightScheduled.Cabin> cabins = new ArrayList<>(2);
        for (int count = in.wholeInt(); count > 0; count--) {
            cabins.add(new FlightScheduled.Cabin(in.symbol(), in.wholeInt()));
        }
        return new Schedule(
                statedAt,
                departure,
                arrival,
                totalSeats,
                airline,
                origin,
                destination,
                aircraft,
                Symbols.shared(List.copyOf(cabins)));
    }

    private void promotion(Promotion promotion) {
        out.one(promotion == Promotion.NONE ? 0 : promotion.offer() == null ? 1 : 2);
        if (promotion == Promotion.NONE) {
            return;
        }
        out.whole(promotion.cooldownUntil()).whole(promotion.offers());
        out.whole(promotion.told()).text(promotion.toldUnder());
        Offer offer = promotion.offer();
        if (offer != null) {
            out.text(offer.decisionId()).text(offer.rule()).text(offer.bucket()).real(offer.discount());
            out.whole(offer.madeAt()).whole(offer.validUntil()).real(offer.recoversAt());
        }
    }

    private static Promotion promotion(StateInput in) {
        int kind = in.one();
        if (kind == 0) {
            return Promotion.NONE;
        }
        long cooldownUntil = in.whole();
        int offers = in.wholeInt();
        long told = in.whole();
        String toldUnder = in.symbol();
        Offer offer = kind == 1
                ? null
                : new Offer(in.text(), in.symbol(), in.symbol(), in.real(), in.whole(), in.whole(), in.real());
        return new Promotion(offer, cooldownUntil, offers, told, toldUnder);
    }

    private void inventory(Inventory inventory) {
        out.one(inventory == null ? 0 : 1);
        if (inventory == null) {
            return;
        }
        out.whole(inventory.seenAt()).text(inventory.currency());
        List<InventoryLayout.Cabin> cabins = inventory.layout().cabins();
        out.whole(cabins.size());
        for (InventoryLayout.Cabin cabin : cabins) {
            out.text(cabin.code()).whole(cabin.buckets().size());
            for (String bucket : cabin.buckets()) {
                out.text(bucket);
            }
        }
        out.block(inventory.figures());
    }

    private static Inventory inventory(StateInput in) {
        if (in.one() == 0) {
            return null;
        }
        long seenAt = in.whole();
        String currency = in.symbol();
        List<InventoryLayout.Cabin> cabins = new ArrayList<>(2);
        for (int count = in.wholeInt(); count > 0; count--) {
            String code = in.symbol();
            List<String> names = new ArrayList<>();
            for (int buckets = in.wholeInt(); buckets > 0; buckets--) {
                names.add(in.symbol());
            }
            cabins.add(new InventoryLayout.Cabin(code, List.copyOf(names)));
        }
        return new Inventory(seenAt, currency, new InventoryLayout(List.copyOf(cabins)), in.block());
    }
}
