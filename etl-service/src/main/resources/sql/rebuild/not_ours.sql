-- What would be dropped with the warehouse and was not made by it: relations in its schemas that the rebuilt one has not, and
-- views elsewhere that read from it.
SELECT string_agg(name, ', ' ORDER BY name)
FROM (
  SELECT n.nspname || '.' || c.relname AS name
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('dw', 'simulation_truth') AND c.relkind IN ('r', 'v', 'm', 'p', 'f', 'S')
    AND NOT EXISTS (
      SELECT FROM pg_class ours
      JOIN pg_namespace s ON s.oid = ours.relnamespace
      WHERE ours.relname = c.relname
        AND s.nspname = CASE n.nspname WHEN 'dw' THEN 'dw_rebuild' ELSE 'dw_rebuild_truth' END)
  UNION
  SELECT n.nspname || '.' || v.relname
  FROM pg_depend d
  JOIN pg_rewrite r ON r.oid = d.objid
  JOIN pg_class v ON v.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = v.relnamespace
  JOIN pg_class t ON t.oid = d.refobjid
  JOIN pg_namespace ours ON ours.oid = t.relnamespace
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
    AND ours.nspname IN ('dw', 'simulation_truth') AND n.nspname NOT IN ('dw', 'simulation_truth')
) others
