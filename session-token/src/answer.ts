import { isSessionToken } from "./isSessionToken.ts";
import { look, lookList } from "./look.ts";

/** Cosmos DB's name of the header, request and response. */
export const TOKEN_HEADER = "x-ms-session-token";

const NOT_FOUND = 404;
const READ_SESSION_NOT_AVAILABLE = 1002;

/**
 * The raw token of one answer, unchecked: in the headers of every kind of response and of
 * `ErrorResponse`, or, where there are none, in `sessionToken` (change feed and bulk results).
 * Measured with @azure/cosmos 3.17.3, 4.0.0, 4.9.3 and 4.10.1.
 */
export function findRawToken(answer: unknown): unknown {
  const header = look(look(answer, "headers"), TOKEN_HEADER);
  if (header !== undefined && header !== null && header !== "") return header;
  const own = look(answer, "sessionToken");
  return own === null || own === "" ? undefined : own;
}

/** The token of an answer if it bears a well-formed one. */
export function findToken(answer: unknown): string | undefined {
  const raw = findRawToken(answer);
  return isSessionToken(raw) ? raw : undefined;
}

/** A page or a list of items: `FeedResponse` of queries, `readAll` and change feeds. */
export function isFeed(answer: unknown): boolean {
  return lookList(look(answer, "resources")) !== undefined;
}

/** The HTTP status: `statusCode` on responses, `code` on errors and batch responses. */
export function statusOf(answer: unknown): number | undefined {
  const status = look(answer, "statusCode") ?? look(answer, "code");
  return typeof status === "number" ? status : undefined;
}

/** True for the answer or error 404/1002, "the read session is not available". */
export function isSessionNotAvailable(answer: unknown): boolean {
  return (
    statusOf(answer) === NOT_FOUND &&
    Number(look(answer, "substatus") ?? look(answer, "subStatusCode")) ===
      READ_SESSION_NOT_AVAILABLE
  );
}

/**
 * Whether a request on the way to this answer ended in 404/1002, after which the SDK repeats it
 * without the token. Only the 4.x diagnostics tell; `undefined` without them (3.x).
 */
export function wasDowngraded(answer: unknown): boolean | undefined {
  const statistics = look(
    look(look(answer, "diagnostics"), "clientSideRequestStatistics"),
    "gatewayStatistics",
  );
  return lookList(statistics)?.some(isSessionNotAvailable);
}
