SELECT arm, currency, count(*) AS flights, avg(load_factor)::double precision AS mean_load_factor,
       avg(revenue)::double precision AS mean_revenue, sum(offers) AS offers, sum(offer_seats) AS seats_sold_with_offers,
       sum(offer_revenue)::double precision AS revenue_of_those_seats
FROM rpt_departed_flight
GROUP BY arm, currency
ORDER BY array_position(ARRAY['TREATED', 'HOLDOUT', 'NONE'], arm::text), currency
LIMIT 100
