import { parse } from "./parse.ts";
import type { SessionToken } from "./SessionToken.ts";

/**
 * A token as evidence: what was seen on the wire may be anything, and judging it must not throw.
 * Nothing, null and the empty text count as none, as they do for the SDK.
 */
export function readToken(
  value: unknown,
): SessionToken | "none" | "unreadable" {
  if (value === undefined || value === null || value === "") return "none";
  try {
    return parse(value as string);
  } catch {
    return "unreadable";
  }
}
