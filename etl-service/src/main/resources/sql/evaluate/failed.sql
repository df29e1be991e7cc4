UPDATE effect_estimate SET failed_at = now()
