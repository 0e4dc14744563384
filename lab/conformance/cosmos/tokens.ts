/** The session token of an answer: the only place where every answer has it. */
export function tokenIn(response: { readonly headers: object }): string {
  const headers = response.headers as Readonly<Record<string, unknown>>;
  return String(headers["x-ms-session-token"]);
}
