-- Simulated runs only: what offers did to each flight of the last $1 days of departures.
SELECT t.flight_id, (t.revenue - t.counterfactual_revenue)::double precision AS revenue,
       (t.booked_seats - t.counterfactual_booked_seats)::double precision / t.total_seats AS load_factor
FROM flight t
JOIN fact_flight_outcome o USING (flight_id)
WHERE o.outcome = 'DEPARTED' AND o.arm = 'TREATED'
  AND o.flight_date > (SELECT max(flight_date) FROM fact_flight_outcome WHERE outcome = 'DEPARTED') - $1::integer
