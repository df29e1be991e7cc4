-- What the reporting views compute is explained here; what they take over, as the table explains it that they take it from.
COMMENT ON COLUMN rpt_booking.days_to_departure IS 'Whole days from booking to the departure as last scheduled, floor; null while the flight is not known.';
COMMENT ON COLUMN rpt_booking.flight_weekday IS 'English name of the weekday of flight_date.';
COMMENT ON COLUMN rpt_booking.promotion_rule IS 'Rule of the offer that was used; null without one, or while its decision is not loaded.';
COMMENT ON COLUMN rpt_booking.discount_percentage IS 'Discount of the offer that was used, percent; null without one.';
COMMENT ON COLUMN rpt_booking.stands IS 'Whether it is not cancelled.';

COMMENT ON COLUMN rpt_promotion.decided_at IS 'Event time of the decision (UTC).';
COMMENT ON COLUMN rpt_promotion.ended_at IS 'Event time of the offer''s end (UTC); null while it is in force, and without an offer.';
COMMENT ON COLUMN rpt_promotion.end_reason IS 'Why the offer ended, such as EXPIRED; null while it is in force, and without an offer.';
COMMENT ON COLUMN rpt_promotion.seats_sold IS 'Seats that were sold with the offer and are not cancelled.';
COMMENT ON COLUMN rpt_promotion.revenue IS 'What was paid for these seats, in units of currency; null when none was sold, or in several currencies.';
COMMENT ON COLUMN rpt_promotion.currency IS 'ISO 4217; null when nothing was sold, or in several currencies.';

COMMENT ON COLUMN rpt_flight.booked_seats IS 'Seats that are booked and not cancelled.';
COMMENT ON COLUMN rpt_flight.cancelled_seats IS 'Seats that were booked and cancelled.';
COMMENT ON COLUMN rpt_flight.load_factor IS 'booked_seats over total_seats, to three decimals.';
COMMENT ON COLUMN rpt_flight.revenue IS 'What was paid for booked seats, in units of currency; null when in several currencies.';
COMMENT ON COLUMN rpt_flight.currency IS 'ISO 4217, of all bookings; null without any, or when they are in several.';
COMMENT ON COLUMN rpt_flight.offers IS 'Offers that were made.';
COMMENT ON COLUMN rpt_flight.offers_withheld IS 'Times that a rule fired and no offer was made: suppressed or held out.';

COMMENT ON COLUMN rpt_run.seconds IS 'From start to end; null while it runs.';
COMMENT ON COLUMN rpt_run.events IS 'Records read, of all topics; null when none was.';

COMMENT ON COLUMN rpt_booking_curve.flight_weekday IS 'English name of the weekday of departure (UTC).';
COMMENT ON COLUMN rpt_booking_curve.departure_band IS 'By the hour of departure (UTC): MORNING before 12, AFTERNOON before 17, EVENING.';
COMMENT ON COLUMN rpt_booking_curve.flights IS 'Departed flights.';
COMMENT ON COLUMN rpt_booking_curve.mean_load_factor IS 'Mean share of seats that were booked by then.';
COMMENT ON COLUMN rpt_booking_curve.sd_load_factor IS 'Standard deviation of that share; null of a single flight.';
COMMENT ON COLUMN rpt_booking_curve.p10_p50_p90 IS 'Its 10th, 50th and 90th percentile.';

COMMENT ON COLUMN rpt_load_factor_distribution.flight_weekday IS 'English name of the weekday of departure (UTC).';
COMMENT ON COLUMN rpt_load_factor_distribution.flights IS 'Departed flights.';
COMMENT ON COLUMN rpt_load_factor_distribution.mean_load_factor IS 'Mean of their final load factors.';
COMMENT ON COLUMN rpt_load_factor_distribution.sd_load_factor IS 'Standard deviation of these; null of a single flight.';
COMMENT ON COLUMN rpt_load_factor_distribution.p10_p25_p50_p75_p90 IS 'Their 10th, 25th, 50th, 75th and 90th percentile.';

COMMENT ON COLUMN rpt_promotion_effect.estimated_at IS 'Start of the run after which it was estimated (UTC).';

COMMENT ON COLUMN rpt_effect_against_truth.true_effect IS 'Mean over flights with offers of revenue less what it would have been without promotions, in units of currency.';
COMMENT ON COLUMN rpt_effect_against_truth.covered IS 'Whether the interval holds the true effect.';

COMMENT ON COLUMN rpt_quality.passed IS 'Whether nothing violates it.';

DO $$
DECLARE
  same record;
BEGIN
  FOR same IN
    SELECT DISTINCT ON (v.relname, a.attnum) v.relname, a.attname, col_description(t.oid, b.attnum) AS meaning
    FROM (VALUES
      (1, 'rpt_booking', 'fact_booking'), (2, 'rpt_booking', 'dim_flight'),
      (1, 'rpt_load_factor', 'fact_inventory_metrics'), (2, 'rpt_load_factor', 'dim_flight'),
      (1, 'rpt_promotion', 'fact_promotion'), (2, 'rpt_promotion', 'dim_flight'),
      (1, 'rpt_flight', 'dim_flight'),
      (1, 'rpt_run', 'etl_run'),
      (1, 'rpt_booking_curve', 'fact_booking_curve'), (2, 'rpt_booking_curve', 'dim_flight'),
      (1, 'rpt_load_factor_distribution', 'fact_flight_outcome'),
      (1, 'rpt_promotion_effect', 'mart_promotion_effect'),
      (1, 'rpt_effect_against_truth', 'mart_promotion_effect'),
      (1, 'rpt_quality', 'quality_check'), (2, 'rpt_quality', 'etl_run')
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
