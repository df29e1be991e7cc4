/** A report's rows as objects. */
export async function ask(name) {
  const response = await fetch(`api/reports/${name}`);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail ?? body.title ?? `HTTP ${response.status}`);
  }
  return {
    question: body.question,
    rows: body.rows.map((row) => Object.fromEntries(body.columns.map((column, i) => [column, row[i]]))),
  };
}
