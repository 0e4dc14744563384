/** What went wrong, as stable names for programs. Each has a section in docs/errors.md. */
export const SESSION_TOKEN_ERROR_CODES = [
  "MALFORMED",
  "NOT_TEXT",
  "TOKEN_LOST_IN_FEED",
  "TOKEN_LOST_IN_BULK",
  "NO_TOKEN_IN_ANSWER",
  "NOT_AN_ANSWER",
  "NOT_A_MESSAGE",
  "NAME_COLLISION",
  "BODY_NOT_AN_OBJECT",
  "INDEX_NEEDED",
  "UNVERIFIABLE_ANSWER",
  "UNSUPPORTED_SDK",
  "WRONG_OPTION",
] as const;

export type SessionTokenErrorCode = (typeof SESSION_TOKEN_ERROR_CODES)[number];

export interface SessionTokenErrorDetails {
  /** The text that was refused, unshortened. */
  readonly input?: string;
  /** Where in `input` the mistake stands: an index into the text, the first character is 0. */
  readonly position?: number;
  /** What would have been right at `position`. */
  readonly expected?: string;
}

/**
 * The one error that the functions of this package throw for bad input
 * (`readAtLeast` has a second one, `StaleReadError`).
 */
export class SessionTokenError extends Error {
  override readonly name = "SessionTokenError";
  readonly code: SessionTokenErrorCode;
  readonly input?: string;
  readonly position?: number;
  readonly expected?: string;

  constructor(
    code: SessionTokenErrorCode,
    message: string,
    details: SessionTokenErrorDetails = {},
  ) {
    super(message);
    this.code = code;
    if (details.input !== undefined) this.input = details.input;
    if (details.position !== undefined) this.position = details.position;
    if (details.expected !== undefined) this.expected = details.expected;
  }
}
