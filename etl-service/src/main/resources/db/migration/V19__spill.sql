-- The truth of a rebuild is made like the one in use (V10), and then has the columns already.
ALTER TABLE ${truth}.flight
  ADD COLUMN IF NOT EXISTS spilled_seats integer,
  ADD COLUMN IF NOT EXISTS counterfactual_spilled_seats integer;
COMMENT ON COLUMN ${truth}.flight.spilled_seats IS 'Seats asked for by customers who would have paid the lowest fare on sale, when their cabin had not that many left; null where the generator did not count them.';
COMMENT ON COLUMN ${truth}.flight.counterfactual_spilled_seats IS 'spilled_seats without promotions.';

ALTER TABLE fact_flight_outcome ADD COLUMN spilled_seats integer;
COMMENT ON COLUMN fact_flight_outcome.spilled_seats IS 'Seats asked for by customers who would have paid the lowest fare on sale, when their cabin had not that many left; null unless simulated and counted.';
COMMENT ON COLUMN fact_flight_outcome.displaced_seats IS 'Seats of customers who bought nothing, but would have without promotions: the cabin was full, or what was left too dear; null unless simulated.';

-- Files of one table with and without the column would not read well together.
INSERT INTO gold_to_export SELECT DISTINCT flight_date FROM fact_flight_outcome ON CONFLICT DO NOTHING;

CREATE VIEW rpt_spill AS
SELECT o.route_id, o.arm, count(*) AS flights, sum(o.total_seats) AS total_seats, sum(o.booked_seats) AS booked_seats,
       sum(o.spilled_seats) AS spilled_seats,
       round(sum(o.spilled_seats)::numeric / nullif(sum(o.booked_seats + o.spilled_seats), 0), 3) AS spill_rate,
       round(
         sum(t.counterfactual_spilled_seats)::numeric
           / nullif(sum(t.counterfactual_booked_seats + t.counterfactual_spilled_seats), 0),
         3) AS counterfactual_spill_rate
FROM fact_flight_outcome o
JOIN ${truth}.flight t USING (flight_id)
WHERE o.outcome = 'DEPARTED' AND o.spilled_seats IS NOT NULL
GROUP BY o.route_id, o.arm;
COMMENT ON VIEW rpt_spill IS 'Simulated runs only: demand that departed flights had no seats for, by route and arm.';
COMMENT ON COLUMN rpt_spill.flights IS 'Departed flights whose spill was counted. The next three columns are sums over them.';
COMMENT ON COLUMN rpt_spill.spill_rate IS 'spilled_seats over booked_seats and spilled_seats together, to three decimals; null without either.';
COMMENT ON COLUMN rpt_spill.counterfactual_spill_rate IS 'spill_rate without promotions.';
GRANT SELECT ON rpt_spill TO loadstream_report;

CREATE FUNCTION comment_columns_as_in(view regclass, VARIADIC bases regclass[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  same record;
BEGIN
  FOR same IN
    SELECT DISTINCT ON (a.attnum) a.attname, col_description(base.oid, b.attnum) AS meaning
    FROM pg_attribute a
    CROSS JOIN unnest(bases) WITH ORDINALITY AS base (oid, rank)
    JOIN pg_attribute b ON b.attrelid = base.oid AND b.attname = a.attname
    WHERE a.attrelid = view AND a.attnum > 0
      AND col_description(view, a.attnum) IS NULL AND col_description(base.oid, b.attnum) IS NOT NULL
    ORDER BY a.attnum, base.rank
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', view, same.attname, same.meaning);
  END LOOP;
END
$$;
COMMENT ON FUNCTION comment_columns_as_in(regclass, regclass[]) IS 'Explains those columns of a view that have no comment as the first of the tables does that has one of that name.';
SELECT comment_columns_as_in('rpt_spill', 'fact_flight_outcome');
