SELECT flight_id, booking_id, (extract(epoch FROM cancelled_at) * 1000000)::bigint, reason
FROM unnest(?::text[]) AS asked (flight_id)
JOIN booking_cancellation USING (flight_id)
LIMIT ?
