SELECT coalesce(sum(wrong_departures), 0)::bigint, min(flight_id)
FROM flight_sales
WHERE wrong_departures > 0
