ALTER TABLE effect_estimate ADD COLUMN failed_at timestamptz;
COMMENT ON COLUMN effect_estimate.failed_at IS 'When an estimate was last tried in vain (UTC); null when the last one was made.';
