-- Reads every booking: the key begins with the flight, and an index by booking would cost each load more than this is worth.
SELECT count(*), min(booking_id)
FROM (
  SELECT booking_id
  FROM fact_booking
  GROUP BY booking_id
  HAVING min(flight_id) <> max(flight_id)
) told_twice
