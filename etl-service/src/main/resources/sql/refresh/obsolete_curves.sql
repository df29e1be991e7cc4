-- A cancellation that came late: the flight did not depart after all.
DELETE FROM fact_booking_curve c
USING dim_flight f JOIN refreshed USING (flight_id)
WHERE c.flight_id = f.flight_id AND f.status <> 'DEPARTED'
