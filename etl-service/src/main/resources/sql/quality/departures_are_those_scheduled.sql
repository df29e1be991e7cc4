SELECT flight_id, wrong_departures, flight_id
FROM flight_sales
WHERE wrong_departures > 0
