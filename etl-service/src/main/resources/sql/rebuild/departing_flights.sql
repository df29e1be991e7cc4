SELECT flight_id FROM dim_flight WHERE flight_date BETWEEN $1 AND $2
UNION
SELECT flight_id FROM dim_flight_history
WHERE (scheduled_departure_time AT TIME ZONE 'UTC')::date BETWEEN $1 AND $2
