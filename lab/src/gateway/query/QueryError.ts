/**
 * A query that cannot be run, as the service would refuse it, or because it asks for something that
 * the lab leaves out. The message names the construct, `start` and `end` say where it stands.
 */
export class QueryError extends Error {
  override readonly name = "QueryError";
  /** The service's own code where it is known, else `SC9000`. */
  readonly code: string;
  /** Index of the first character in the text of the query. */
  readonly start: number;
  /** Index behind the last one. */
  readonly end: number;

  constructor(code: string, message: string, at: Span) {
    super(message);
    this.code = code;
    this.start = at.start;
    this.end = at.end;
  }

  /** What stands in the body of the service's 400 answer: `{"errors":[...]}`. */
  get errors(): string {
    const { code, message, start, end } = this;
    const location = { start, end };
    return JSON.stringify({
      errors: [{ severity: "Error", location, code, message }],
    });
  }
}

/** A place in the text of a query. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function syntaxError(text: string, at: Span): QueryError {
  const near = text.slice(at.start, at.end);
  return new QueryError(
    "SC1001",
    near === ""
      ? "Syntax error, unexpected end of the query."
      : `Syntax error, incorrect syntax near '${near}'.`,
    at,
  );
}

/** Something that the service refuses or the lab does not have; the message names it. */
export function unsupported(message: string, at: Span): QueryError {
  return new QueryError("SC9000", message, at);
}
