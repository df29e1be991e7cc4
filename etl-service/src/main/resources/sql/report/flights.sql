SELECT flight_id, route_id, scheduled_departure_time, status, total_seats, booked_seats, load_factor::double precision AS load_factor,
       revenue::double precision AS revenue, currency, offers, offers_withheld
FROM rpt_flight
ORDER BY scheduled_departure_time DESC, flight_id
LIMIT 500
