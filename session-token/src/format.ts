import { parse } from "./parse.ts";
import type { SessionToken, TokenPart } from "./SessionToken.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

/**
 * Writes a parsed token as text. `format(parse(text)) === text`, and `parse(format(token))` equals
 * `token`.
 *
 * @throws {SessionTokenError} `MALFORMED` when the parts do not make a token that `parse` reads.
 */
export function format(token: SessionToken): string {
  let text: string;
  try {
    text = joinParts(token.parts);
  } catch {
    throw new SessionTokenError(
      "MALFORMED",
      "Cannot format this value as a session token. Pass what parse returned, or an object of its shape.",
    );
  }
  // A token that was put together by hand must not leave as something that nobody can read back.
  parse(text);
  return text;
}

/** For parts that came from `parse`, so that the text needs no second check. */
export function joinParts(parts: readonly TokenPart[]): string {
  return parts.map(formatPart).join(",");
}

function formatPart(part: TokenPart): string {
  if (part.form === "simple") return `${part.rangeId}:${part.globalLsn}`;
  let text = `${part.rangeId}:${part.version}#${part.globalLsn}`;
  for (const [region, localLsn] of part.regions) {
    text += `#${region}=${localLsn}`;
  }
  return text;
}
