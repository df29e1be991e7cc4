package io.loadstream.etl.evaluate;

import io.loadstream.domain.evaluation.MatchedComparison.Partner;
import io.vertx.mutiny.sqlclient.Row;
import java.util.function.ToDoubleFunction;

/** A departed flight without offers that a promoted one is compared with. */
record PastFlight(String flightId, double revenue, double loadFactor, double bookedSeats) {

    static PastFlight of(Row row) {
        return new PastFlight(
                row.getString("partner_id"),
                row.getDouble("revenue"),
                row.getDouble("load_factor"),
                row.getDouble("booked_seats"));
    }

    Partner partner(ToDoubleFunction<PastFlight> outcome) {
        return new Partner(flightId, outcome.applyAsDouble(this));
    }
}
