package io.loadstream.etl.evaluate;

import io.vertx.mutiny.sqlclient.Row;

/**
 * A departed flight that a rule fired for.
 *
 * @param band days to departure at the first decision
 * @param seatsBefore seats booked before the first decision
 * @param offerSeats of the booked seats, those sold with an offer
 * @param discountGiven what offers took off the fares of these, in units of the currency
 */
record FlightResult(
        String flightId,
        boolean treated,
        double revenue,
        double loadFactor,
        String rule,
        String routeId,
        String band,
        String currency,
        double seatsBefore,
        double bookedSeats,
        double offerSeats,
        double discountGiven) {

    static FlightResult of(Row row) {
        return new FlightResult(
                row.getString("flight_id"),
                row.getBoolean("treated"),
                row.getDouble("revenue"),
                row.getDouble("load_factor"),
                row.getString("rule"),
                row.getString("route_id"),
                row.getString("band"),
                row.getString("currency"),
                row.getDouble("seats_before"),
                row.getDouble("booked_seats"),
                row.getDouble("offer_seats"),
                row.getDouble("discount_given"));
    }
}
