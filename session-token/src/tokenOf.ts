import { findRawToken, isFeed, statusOf, TOKEN_HEADER } from "./answer.ts";
import { isObject, look, lookList } from "./look.ts";
import { merge } from "./merge.ts";
import { parse } from "./parse.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { kindOf } from "./words.ts";

/**
 * Finds the session token in whatever an @azure/cosmos call resolved with: a create, upsert,
 * replace, patch, delete or read, a page of a query, a batch, the list of `executeBulkOperations`
 * (their tokens merged), a stored procedure, a change feed page. Also in a caught `ErrorResponse`.
 *
 * Three calls lose the token on the way: `fetchAll()`, queries with ORDER BY or an aggregate, and
 * `items.bulk()`. For these the error says what to call instead.
 *
 * @returns The token as text, e.g. `0:-1#42`.
 * @throws {SessionTokenError} `TOKEN_LOST_IN_FEED`, `TOKEN_LOST_IN_BULK`, `NO_TOKEN_IN_ANSWER`,
 *   `NOT_AN_ANSWER`, and `MALFORMED` when the service's own token cannot be read.
 */
export function tokenOf(answer: unknown): string {
  const operations = lookList(answer);
  if (operations !== undefined) return tokenOfOperations(operations);

  // One element of the list that executeBulkOperations resolves with.
  if (isObject(look(answer, "response"))) return tokenOfOperations([answer]);

  const raw = findRawToken(answer);
  if (raw !== undefined) return checked(raw);
  if (isFeed(answer)) {
    throw new SessionTokenError(
      "TOKEN_LOST_IN_FEED",
      "This feed response bears no session token: fetchAll() and queries with ORDER BY or an aggregate lose it. " +
        "Iterate the query instead (fetchNext() or getAsyncIterator()) and take tokenOf each page; " +
        "leave ORDER BY and aggregates to the application, or read the item by its id.",
    );
  }
  if (isObject(look(answer, "headers"))) {
    throw new SessionTokenError(
      "NO_TOKEN_IN_ANSWER",
      `This answer's headers bear no ${TOKEN_HEADER}. ` +
        "Answers on items bear it; those on databases, offers and users do not.",
    );
  }
  throw new SessionTokenError(
    "NOT_AN_ANSWER",
    `Expected what an @azure/cosmos call resolved with, got ${kindOf(answer)} without headers. ` +
      "Pass the whole response, not its resource, and await the call first.",
  );
}

/** `executeBulkOperations` gives `{ response }` or `{ error }` for each operation. */
function tokenOfOperations(operations: readonly unknown[]): string {
  const tokens: (string | undefined)[] = [];
  for (const operation of operations) {
    const response = look(operation, "response");
    const raw =
      findRawToken(response) ?? findRawToken(look(operation, "error"));
    if (raw !== undefined) tokens.push(checked(raw));
    else if (isObject(response)) tokenLost();
  }
  const merged = merge(...tokens);
  if (merged !== undefined) return merged;

  const first = operations[0];
  if (
    statusOf(first) !== undefined &&
    look(first, "operationInput") === undefined
  ) {
    throw new SessionTokenError(
      "TOKEN_LOST_IN_BULK",
      "The results of items.bulk() bear no session token. Call items.executeBulkOperations() instead " +
        "(@azure/cosmos 4.4.1 and later), or items.batch() or single writes before that.",
    );
  }
  return tokenLost();
}

function tokenLost(): never {
  throw new SessionTokenError(
    "NO_TOKEN_IN_ANSWER",
    "At least one of these operations succeeded without a session token in its answer, or none was sent. " +
      "Look at each operation's response and error before taking the token of all.",
  );
}

/** A header may be a number or boolean by its type; only text can be a token. */
function checked(raw: unknown): string {
  const token = raw as string;
  parse(token);
  return token;
}
