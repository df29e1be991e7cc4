INSERT INTO quality_violation (flight_id, check_name, violations, example)
SELECT flight_id, $1::text, violations, example
FROM unnest($2::text[], $3::bigint[], $4::text[]) AS found (flight_id, violations, example)
