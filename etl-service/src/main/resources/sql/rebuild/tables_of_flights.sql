-- Every table that is about flights, with the columns that take values and those of its primary key.
SELECT t.table_schema, t.table_name,
       string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position) FILTER (WHERE c.is_generated = 'NEVER'),
       (SELECT string_agg(quote_ident(k.column_name), ', ' ORDER BY k.ordinal_position)
        FROM information_schema.table_constraints p
        JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name)
        WHERE p.constraint_type = 'PRIMARY KEY' AND p.table_schema = t.table_schema AND p.table_name = t.table_name)
FROM information_schema.tables t
JOIN information_schema.columns c USING (table_schema, table_name)
WHERE t.table_type = 'BASE TABLE' AND t.table_schema IN ($1, $2)
  AND t.table_name NOT IN ('rebuilt', 'flight_to_refresh')
GROUP BY t.table_schema, t.table_name
HAVING bool_or(c.column_name = 'flight_id')
ORDER BY t.table_schema, t.table_name
