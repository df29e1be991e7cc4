INSERT INTO rejected_record (topic, topic_id, partition, source_offset, reason, received_at, raw)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (topic, topic_id, partition, source_offset) DO NOTHING
