WITH told AS (
  INSERT INTO booking_cancellation AS known (
    booking_id, flight_id, cancelled_at, reason, source_partition, source_offset)
  SELECT * FROM (
    SELECT DISTINCT ON (flight_id, booking_id) * FROM staged_booking_cancellation
    ORDER BY flight_id, booking_id, cancelled_at, source_partition, source_offset
  ) e
  ON CONFLICT (flight_id, booking_id) DO UPDATE SET
    cancelled_at = excluded.cancelled_at, reason = excluded.reason, source_partition = excluded.source_partition,
    source_offset = excluded.source_offset
  WHERE (excluded.cancelled_at, excluded.source_partition, excluded.source_offset)
      < (known.cancelled_at, known.source_partition, known.source_offset)
  RETURNING booking_id, flight_id, cancelled_at, reason
), applied AS (
  UPDATE fact_booking b
  SET cancelled_at = told.cancelled_at, cancellation_reason = told.reason
  FROM told
  WHERE b.booking_id = told.booking_id AND b.flight_id = told.flight_id
)
SELECT count(*) FROM told
