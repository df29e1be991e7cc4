package io.loadstream.etl.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Flights that are compared with one another.
 *
 * @param kind ALL, RULE, ROUTE or BAND
 * @param value which of them; {@code *} for ALL
 */
record Scope(String kind, String value, String currency) implements Comparable<Scope> {

    /** The flights of every scope; no scope mixes currencies. */
    static Map<Scope, List<FlightResult>> of(List<FlightResult> flights) {
        Map<Scope, List<FlightResult>> scopes = new TreeMap<>();
        for (FlightResult flight : flights) {
            add(scopes, "ALL", "*", flight);
            add(scopes, "RULE", flight.rule(), flight);
            add(scopes, "ROUTE", flight.routeId(), flight);
            add(scopes, "BAND", flight.band(), flight);
        }
        return scopes;
    }

    private static void add(Map<Scope, List<FlightResult>> scopes, String kind, String value, FlightResult flight) {
        if (value != null) {
            scopes.computeIfAbsent(new Scope(kind, value, flight.currency()), scope -> new ArrayList<>())
                    .add(flight);
        }
    }

    @Override
    public int compareTo(Scope other) {
        return toString().compareTo(other.toString());
    }
}
