INSERT INTO fact_booking_curve AS known (flight_id, days_before, booked_seats)
SELECT f.flight_id, points.days_before,
       count(b.flight_id) FILTER (
         WHERE b.booked_at <= f.scheduled_departure_time - points.days_before * interval '1 day'
           AND (b.cancelled_at IS NULL
             OR b.cancelled_at > f.scheduled_departure_time - points.days_before * interval '1 day'))
FROM dim_flight f
JOIN refreshed USING (flight_id)
CROSS JOIN unnest(ARRAY[63, 56, 49, 42, 35, 31, 28, 24, 21, 17, 14, 10, 7, 5, 3, 1, 0]) AS points (days_before)
LEFT JOIN fact_booking b ON b.flight_id = f.flight_id
WHERE f.status = 'DEPARTED' AND f.scheduled_departure_time IS NOT NULL
GROUP BY f.flight_id, points.days_before
ON CONFLICT (flight_id, days_before) DO UPDATE SET booked_seats = excluded.booked_seats
