CREATE VIEW rpt_departed_flight AS
SELECT o.flight_id, o.flight_date, o.closed_at, o.route_id, o.total_seats, o.booked_seats, o.load_factor, o.revenue,
       -- A flight that sold nothing has earned 0 of what its seats were for sale for, or its route's other flights were sold for.
       coalesce(
         o.currency,
         (SELECT s.currency FROM fact_inventory_snapshot s
          WHERE s.flight_id = o.flight_id
          ORDER BY s.event_time DESC, s.cabin_code, s.fare_bucket
          LIMIT 1),
         (SELECT other.currency FROM fact_flight_outcome other
          WHERE other.route_id = o.route_id AND other.currency IS NOT NULL
          ORDER BY other.closed_at DESC, other.flight_id
          LIMIT 1)) AS currency,
       o.offers, o.offer_seats, o.offer_revenue, o.arm
FROM fact_flight_outcome o
WHERE o.outcome = 'DEPARTED' AND o.revenue IS NOT NULL;
COMMENT ON VIEW rpt_departed_flight IS 'Departed flights with what they earned, also those that sold nothing: their currency is that of their seats on sale, or of their route. Without flights sold in several currencies.';

CREATE VIEW rpt_evaluated_flight AS
SELECT f.flight_id, f.flight_date, f.route_id, f.currency, first.arm, first.rule, first.policy_revision,
       first.event_time AS first_decided_at, first.minutes_to_departure,
       CASE WHEN first.minutes_to_departure < 1440 THEN 'under 1 day'
            WHEN first.minutes_to_departure < 10080 THEN '1 to 6 days'
            WHEN first.minutes_to_departure < 30240 THEN '7 to 20 days'
            ELSE '21 days and more' END AS band,
       first.outcome AS first_outcome, f.revenue, f.load_factor, f.booked_seats, f.total_seats, f.offer_seats
FROM rpt_departed_flight f
JOIN LATERAL (
  -- Whatever came of it: that an offer could not be made, which only a treated flight meets, must not choose the flights.
  SELECT p.arm, p.rule, p.policy_revision, p.event_time, p.minutes_to_departure, p.outcome
  FROM fact_promotion p
  WHERE p.flight_id = f.flight_id AND p.arm IS NOT NULL
  ORDER BY p.event_time, p.source_offset
  LIMIT 1
) first ON true
WHERE f.currency IS NOT NULL;
COMMENT ON VIEW rpt_evaluated_flight IS 'Departed flights that a rule fired for, each by its first decision, whatever came of it (TRIGGERED, HELD_OUT or SUPPRESSED): the flights that offers are judged by. Columns named after the first decision are what it said.';
COMMENT ON COLUMN rpt_departed_flight.currency IS 'ISO 4217: of its bookings; without any, of its seats on sale, or of its route. Null where none of these is known.';
COMMENT ON COLUMN rpt_evaluated_flight.currency IS 'ISO 4217: of its bookings; without any, of its seats on sale, or of its route.';
COMMENT ON COLUMN rpt_evaluated_flight.arm IS 'TREATED or HOLDOUT, as its first decision says.';
COMMENT ON COLUMN rpt_evaluated_flight.first_decided_at IS 'Event time of its first decision (UTC).';
COMMENT ON COLUMN rpt_evaluated_flight.first_outcome IS 'What came of its first decision: TRIGGERED, HELD_OUT or SUPPRESSED.';
COMMENT ON COLUMN rpt_evaluated_flight.band IS 'Of minutes_to_departure, in days.';

DO $$
DECLARE
  same record;
BEGIN
  FOR same IN
    SELECT DISTINCT ON (v.relname, a.attnum) v.relname, a.attname, col_description(t.oid, b.attnum) AS meaning
    FROM (VALUES
      (1, 'rpt_departed_flight', 'fact_flight_outcome'),
      (1, 'rpt_evaluated_flight', 'fact_flight_outcome'), (2, 'rpt_evaluated_flight', 'fact_promotion')
    ) AS source (rank, view, base)
    JOIN pg_class v ON v.relname = source.view AND v.relnamespace = current_schema()::regnamespace
    JOIN pg_class t ON t.relname = source.base AND t.relnamespace = v.relnamespace
    JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
    JOIN pg_attribute b ON b.attrelid = t.oid AND b.attname = a.attname
    WHERE col_description(v.oid, a.attnum) IS NULL AND col_description(t.oid, b.attnum) IS NOT NULL
    ORDER BY v.relname, a.attnum, source.rank
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', same.relname, same.attname, same.meaning);
  END LOOP;
END
$$;
