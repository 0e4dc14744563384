import {
  isSessionToken,
  merge,
  parse,
  rangesOf,
  restrict,
  type SessionToken,
} from "../sessionToken.ts";

/** Tokens come from the wire of strangers: what cannot be read is left out, never thrown. */
export function mergeReadable(
  tokens: readonly (string | undefined)[],
): string | undefined {
  return merge(...tokens.filter((token) => isSessionToken(token)));
}

export function tryParse(token: string | undefined): SessionToken | undefined {
  return token !== undefined && isSessionToken(token)
    ? parse(token)
    : undefined;
}

/**
 * Only the ranges of which the answer speaks: a read of one item has to see its own range, whatever
 * else the message carries. All of them where they have no range in common.
 */
export function restrictTo(
  required: string | undefined,
  served: string | undefined,
): string | undefined {
  if (!isSessionToken(required) || !isSessionToken(served)) return required;
  return restrict(required, rangesOf(served)) ?? required;
}

/** The part of a property's name that stands for a container: `orders` of `shop/orders`. */
export function carriedNameOf(container: string): string {
  const id = container.slice(container.lastIndexOf("/") + 1);
  return id.replace(/[^A-Za-z0-9_]/g, "_");
}
