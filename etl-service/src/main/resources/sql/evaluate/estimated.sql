UPDATE effect_estimate SET due_since = NULL, estimated_at = now(), failed_at = NULL
