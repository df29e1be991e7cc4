/** A report's rows as objects, as many as its page has, and how many there are in all. */
export async function ask(name) {
  const response = await fetch(`api/reports/${name}`);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail ?? body.title ?? `HTTP ${response.status}`);
  }
  return {
    question: body.question,
    total: body.total,
    rows: body.rows.map((row) => Object.fromEntries(body.columns.map((column, i) => [column, row[i]]))),
  };
}
