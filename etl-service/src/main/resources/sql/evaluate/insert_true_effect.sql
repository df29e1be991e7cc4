INSERT INTO true_effect (run_id, method, scope, scope_value, outcome, currency, flights, effect)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
