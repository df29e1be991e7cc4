INSERT INTO rejected_record (topic, topic_id, partition, source_offset, reason, received_at, raw)
SELECT * FROM unnest(
  $1::text[], $2::text[], $3::integer[], $4::bigint[], $5::text[], $6::timestamptz[], $7::bytea[])
ON CONFLICT (topic, topic_id, partition, source_offset) DO NOTHING
