SELECT 'bookings' AS facts, (SELECT count(*) FROM fact_booking) AS rows, (SELECT max(booked_at) FROM fact_booking) AS newest_event_time
UNION ALL
SELECT 'metrics', (SELECT count(*) FROM fact_inventory_metrics), (SELECT max(event_time) FROM fact_inventory_metrics)
UNION ALL
SELECT 'decisions', (SELECT count(*) FROM fact_promotion), (SELECT max(event_time) FROM fact_promotion)
UNION ALL
SELECT 'departed flights', count(*), max(closed_at) FROM fact_flight_outcome WHERE outcome = 'DEPARTED'
