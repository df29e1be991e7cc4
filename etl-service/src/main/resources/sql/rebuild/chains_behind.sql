SELECT o.topic, o.partition, o.next_offset, coalesce(s.next_offset, 0)
FROM dw.load_offset o
LEFT JOIN dw_rebuild.load_offset s USING (topic, topic_id, partition)
WHERE coalesce(s.next_offset, 0) < o.next_offset
ORDER BY o.topic, o.partition
