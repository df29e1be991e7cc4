DELETE FROM quality_violation v USING refreshed r WHERE v.flight_id = r.flight_id
