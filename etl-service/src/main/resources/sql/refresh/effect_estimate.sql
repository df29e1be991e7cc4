INSERT INTO effect_estimate AS known (due_since) VALUES (now())
ON CONFLICT (one) DO UPDATE SET due_since = coalesce(known.due_since, excluded.due_since)
