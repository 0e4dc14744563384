import { parse, type TokenPart } from "../../session-token/src/index.ts";

/** `#42`; of several ranges the first, and how many more. */
export function shortToken(token: string): string {
  const parts = partsOf(token);
  const [first] = parts ?? [];
  if (parts === undefined || first === undefined) return token;
  const more = parts.length > 1 ? ` +${parts.length - 1}` : "";
  return `#${first.globalLsn}${more}`;
}

/** A line for each range: `range 0 · LSN 42 · version 1 · region 1 at 20`. */
export function decodeToken(token: string): string[] {
  const parts = partsOf(token);
  if (parts === undefined) return ["This is no session token."];
  return parts.map((part) => {
    const words = [`range ${part.rangeId}`, `LSN ${part.globalLsn}`];
    if (part.form === "vector") {
      words.push(`version ${part.version}`);
      for (const [region, lsn] of part.regions) {
        words.push(`region ${region} at ${lsn}`);
      }
    }
    return words.join(" · ");
  });
}

function partsOf(token: string): readonly TokenPart[] | undefined {
  try {
    return parse(token).parts;
  } catch {
    return undefined;
  }
}
