-- Topics that nothing was loaded of for a day before the last load of any. By the clock of loads: when a topic fell silent is no
-- matter of what its events say. When all of them do, nothing is produced, and no check fails.
SELECT count(*), min(topic || ' since ' || to_char(loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
FROM (
  SELECT topic, max(updated_at) AS loaded_at, max(max(updated_at)) OVER () AS last_loaded_at
  FROM load_offset
  WHERE events > 0
  GROUP BY topic
) topics
WHERE loaded_at < last_loaded_at - interval '1 day'
