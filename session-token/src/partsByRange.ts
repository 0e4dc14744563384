import type { SessionToken, TokenPart } from "./SessionToken.ts";

/** The parts of a token under their partition key range ids. */
export function partsByRange(
  token: SessionToken,
): ReadonlyMap<string, TokenPart> {
  return new Map(token.parts.map((part) => [part.rangeId, part]));
}
