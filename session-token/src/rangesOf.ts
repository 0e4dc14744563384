import { parse } from "./parse.ts";

/**
 * The ids of the partition key ranges that a token speaks of, in the order of its text.
 *
 * @example rangesOf("0:-1#42,1:-1#7") // ["0", "1"]
 * @throws {SessionTokenError} `MALFORMED`, `NOT_TEXT`.
 */
export function rangesOf(token: string): string[] {
  return parse(token).parts.map(({ rangeId }) => rangeId);
}
