import {
  findToken,
  isFeed,
  isSessionNotAvailable,
  statusOf,
  wasDowngraded,
} from "./answer.ts";
import { findServedToken } from "./findServedToken.ts";
import { judgeRanges } from "./judgeRanges.ts";
import { look, lookList } from "./look.ts";
import { parse } from "./parse.ts";
import type { SessionToken } from "./SessionToken.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

/** How an answer stands to what was required, and the token that it bears. */
export interface Checked {
  readonly order: "stale" | "reached" | "unknown";
  readonly served: string | undefined;
}

/**
 * Compares an answer with what was required.
 *
 * @throws {SessionTokenError} `UNVERIFIABLE_ANSWER` for a feed that shows neither token nor
 *   diagnostics: nothing would tell old data from new.
 */
export function checkAnswer(answer: unknown, required: SessionToken): Checked {
  const served = findServedToken(answer);
  if (isRefused(answer)) return { order: "stale", served };
  if (served !== undefined) return compareTo(required, served);

  // Without a token the only sign of a dropped one is the 404/1002 that came before.
  const downgraded = wasDowngraded(answer);
  if (downgraded !== undefined) {
    return { order: downgraded ? "stale" : "unknown", served };
  }
  if (isFeed(answer)) {
    throw new SessionTokenError(
      "UNVERIFIABLE_ANSWER",
      "This answer bears no session token (fetchAll() and queries with ORDER BY lose it), and @azure/cosmos 3.x has no diagnostics that could stand in. " +
        "Read pages with fetchNext(), read the item by its id, or go to @azure/cosmos 4.",
    );
  }
  return { order: statusOf(answer) === 404 ? "stale" : "unknown", served };
}

/** Stale if the error is 404/1002, or a 404 by a replica that is behind; else not ours to judge. */
export function checkError(error: unknown, required: SessionToken): Checked {
  const served = findToken(error);
  // batch() and bulk() of 4.10 wrap the ErrorResponse.
  if (
    isSessionNotAvailable(error) ||
    isSessionNotAvailable(look(error, "cause"))
  ) {
    return { order: "stale", served };
  }
  return statusOf(error) === 404 && served !== undefined
    ? compareTo(required, served)
    : { order: "unknown", served };
}

/** Case: `item.read()` resolves with 404/1002; `executeBulkOperations` does for each operation. */
function isRefused(answer: unknown): boolean {
  const operations = lookList(answer) ?? [];
  return (
    isSessionNotAvailable(answer) ||
    operations.some(
      (operation) =>
        isSessionNotAvailable(look(operation, "error")) ||
        isSessionNotAvailable(look(operation, "response")),
    )
  );
}

/** A point read answers with its own range only, so of a compound token the others are left out. */
function compareTo(required: SessionToken, served: string): Checked {
  const there = parse(served);
  const ranges = new Set(there.parts.map((part) => part.rangeId));
  const parts = required.parts.filter((part) => ranges.has(part.rangeId));
  if (parts.length === 0) return { order: "unknown", served };
  const { order } = judgeRanges({ parts }, there, undefined);
  return { order: order === "behind" ? "stale" : "reached", served };
}
