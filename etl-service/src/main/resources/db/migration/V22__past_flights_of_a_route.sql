-- Whom a promoted flight is compared with, and in which currency a flight that sold nothing would have earned.
CREATE INDEX fact_flight_outcome_by_route ON fact_flight_outcome (route_id, closed_at);
CREATE INDEX fact_flight_outcome_without_offers ON fact_flight_outcome (route_id, closed_at)
  WHERE outcome = 'DEPARTED' AND offers = 0;
