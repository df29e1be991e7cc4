-- The engine's last word on a flight beside the bookings up to its event time. Not of flights whose bookings or metrics are
-- still under way: these differ for a while, which is why it is a warning.
SELECT flight_id, 1::bigint, flight_id
FROM flight_sales
WHERE counted_seats <> seats_when_counted
