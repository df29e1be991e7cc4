SELECT flight_id, outcome, closed_at, route_id, total_seats, booked_seats, cancelled_seats, load_factor, currency,
       revenue, yield_per_km, rask, offers, offer_seats, offer_revenue, arm, displaced_seats,
       spilled_seats
FROM fact_flight_outcome
WHERE flight_date = $1
ORDER BY flight_id
