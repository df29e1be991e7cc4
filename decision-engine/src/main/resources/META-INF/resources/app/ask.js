/** What the engine answers; an error says what is wrong. */
export async function get(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail ?? body.title ?? `HTTP ${response.status}`);
  }
  return body;
}
