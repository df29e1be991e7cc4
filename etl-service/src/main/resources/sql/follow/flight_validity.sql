UPDATE dim_flight_history h
SET valid_to = n.valid_to
FROM (
  SELECT flight_id, valid_from, lead(valid_from) OVER (PARTITION BY flight_id ORDER BY valid_from) AS valid_to
  FROM dim_flight_history
  WHERE flight_id IN (SELECT flight_id FROM touched)
) n
WHERE h.flight_id = n.flight_id AND h.valid_from = n.valid_from AND h.valid_to IS DISTINCT FROM n.valid_to
