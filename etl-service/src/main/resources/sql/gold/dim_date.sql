SELECT date_day::text AS date_day, year, quarter, month, iso_week, iso_weekday, day_name, is_weekend
FROM dim_date
ORDER BY dim_date.date_day
