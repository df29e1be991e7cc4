-- Where the loader is, what it did, and what it could not take. Names are unqualified throughout: the same migrations
-- build the schema `dw` and the shadow schema of a rebuild.

CREATE TABLE load_offset (
  topic       text        NOT NULL,
  topic_id    text        NOT NULL,
  partition   integer     NOT NULL CHECK (partition >= 0),
  next_offset bigint      NOT NULL CHECK (next_offset >= 0),
  events      bigint      NOT NULL DEFAULT 0,
  rejected    bigint      NOT NULL DEFAULT 0,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, topic_id, partition)
);
COMMENT ON TABLE load_offset IS 'How far each partition of each topic is loaded; advanced in the transaction that loads the records.';
COMMENT ON COLUMN load_offset.topic IS 'Name of the topic.';
COMMENT ON COLUMN load_offset.topic_id IS 'The broker''s id of the topic: a topic that is deleted and made again has a new one.';
COMMENT ON COLUMN load_offset.partition IS 'Partition number, from 0.';
COMMENT ON COLUMN load_offset.next_offset IS 'First offset that is not loaded yet: the start of the lake file that is due.';
COMMENT ON COLUMN load_offset.events IS 'Records read so far, rejected ones included.';
COMMENT ON COLUMN load_offset.rejected IS 'Of these, records that went to rejected_record.';
COMMENT ON COLUMN load_offset.updated_at IS 'When it last advanced, by the database''s clock (UTC).';

CREATE TABLE etl_run (
  run_id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text        NOT NULL CHECK (kind IN ('LOAD', 'REBUILD')),
  trigger     text        NOT NULL CHECK (trigger IN ('SCHEDULE', 'REQUEST')),
  status      text        NOT NULL CHECK (status IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'ABANDONED')),
  started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  events      jsonb       NOT NULL DEFAULT '{}',
  rows        jsonb       NOT NULL DEFAULT '{}',
  rejected    bigint      NOT NULL DEFAULT 0,
  published   boolean     NOT NULL DEFAULT false,
  error       text
);
COMMENT ON TABLE etl_run IS 'Every run of the loader.';
COMMENT ON COLUMN etl_run.run_id IS 'Number of the run, rising.';
COMMENT ON COLUMN etl_run.kind IS 'LOAD takes what is new in the lake; REBUILD reads the whole lake into a new schema.';
COMMENT ON COLUMN etl_run.trigger IS 'SCHEDULE or REQUEST.';
COMMENT ON COLUMN etl_run.status IS 'RUNNING, SUCCEEDED, FAILED, or ABANDONED when its process ended in mid-run; what it had committed stays loaded.';
COMMENT ON COLUMN etl_run.started_at IS 'Start, by the database''s clock (UTC).';
COMMENT ON COLUMN etl_run.finished_at IS 'End, by the database''s clock (UTC); null while it runs or when it was abandoned.';
COMMENT ON COLUMN etl_run.events IS 'Records read, by topic.';
COMMENT ON COLUMN etl_run.rows IS 'Rows inserted or changed, by table.';
COMMENT ON COLUMN etl_run.rejected IS 'Records that went to rejected_record.';
COMMENT ON COLUMN etl_run.published IS 'Whether the run passed its critical checks, so that its results were published.';
COMMENT ON COLUMN etl_run.error IS 'What went wrong; null when nothing did.';

CREATE TABLE rejected_record (
  topic       text        NOT NULL,
  topic_id    text        NOT NULL,
  partition   integer     NOT NULL,
  source_offset bigint    NOT NULL,
  reason      text        NOT NULL,
  received_at timestamptz NOT NULL,
  raw         bytea,
  PRIMARY KEY (topic, topic_id, partition, source_offset)
);
COMMENT ON TABLE rejected_record IS 'Records of the lake that are not events of the contract, as received, with the reason.';
COMMENT ON COLUMN rejected_record.topic IS 'Topic that the record came by.';
COMMENT ON COLUMN rejected_record.topic_id IS 'The broker''s id of the topic.';
COMMENT ON COLUMN rejected_record.partition IS 'Partition of the topic, from 0.';
COMMENT ON COLUMN rejected_record.source_offset IS 'Offset in the partition.';
COMMENT ON COLUMN rejected_record.reason IS 'Why it was not loaded, with the field.';
COMMENT ON COLUMN rejected_record.received_at IS 'Timestamp of the record on the broker (UTC).';
COMMENT ON COLUMN rejected_record.raw IS 'Value of the record, byte for byte; null when the lake was told not to keep it.';

CREATE TABLE flight_to_refresh (
  flight_id text PRIMARY KEY
);
COMMENT ON TABLE flight_to_refresh IS 'Flights with new facts whose derived rows (outcome, dimensions, aggregates) are due; empty after a run.';
COMMENT ON COLUMN flight_to_refresh.flight_id IS 'The flight.';
