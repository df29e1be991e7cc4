COMMENT ON TABLE flight_to_refresh IS 'Flights with new facts whose derived rows (outcome, dimensions, aggregates) are due, and those of the last run while it is not published; empty after a run that is.';
COMMENT ON TABLE dim_airport IS 'Airports: the built-in list, and whatever else any schedule of a flight, past ones included, has named.';
COMMENT ON TABLE dim_route IS 'Pairs of airports, one direction each, that any schedule of a flight, past ones included, has named.';
