package io.loadstream.etl.warehouse;

import java.sql.SQLException;

/** The database refused something while it was loaded, or is away. */
public final class WarehouseException extends RuntimeException {

    WarehouseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Five characters as the SQL standard says; empty when there is none. */
    public String sqlState() {
        String state = ((SQLException) getCause()).getSQLState();
        return state == null ? "" : state;
    }
}
