INSERT INTO mart_promotion_effect (
  run_id, method, scope, scope_value, outcome, currency, treated, holdout, estimate, low, high, standard_error,
  minimum_detectable, relevant_effect, underpowered, gained, diluted)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
