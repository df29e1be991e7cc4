package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.etl.warehouse.LoadTransaction;
import java.util.List;

/** Columns of a table whose values are not told by the row's event, but known of its flight. For one thread. */
interface FlightColumns {

    /** A table that has none. */
    FlightColumns NONE = new FlightColumns() {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public boolean lookUp(LoadTransaction transaction, List<String> flightIds) {
            return true;
        }

        @Override
        public void write(CopyRows out, CopyRows rows, int from, String flightId) {}
    };

    List<String> names();

    /**
     * Learns what is known of these flights.
     *
     * @return {@code false} when that is too much to be held
     */
    boolean lookUp(LoadTransaction transaction, List<String> flightIds);

    /**
     * Writes the values of one row, in the order of {@link #names()}.
     *
     * @param rows the row as it is staged, its number of columns first
     * @param from its first byte in there
     */
    void write(CopyRows out, CopyRows rows, int from, String flightId);
}
