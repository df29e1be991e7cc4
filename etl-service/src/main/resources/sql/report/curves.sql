SELECT o.arm, c.days_before, count(*) AS flights,
       avg(c.booked_seats::double precision / o.total_seats) AS mean_load_factor
FROM fact_booking_curve c
JOIN fact_flight_outcome o USING (flight_id)
WHERE o.outcome = 'DEPARTED'
GROUP BY o.arm, c.days_before
ORDER BY o.arm, c.days_before DESC
LIMIT 1000
