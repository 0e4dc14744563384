/** Finds a session token in a line of any text, and says what it means. */
import {
  isSessionToken,
  parse,
  type TokenPart,
} from "../../../session-token/src/index.ts";

export interface TokenInLine {
  readonly start: number;
  readonly end: number;
  readonly token: string;
}

/** Ranges joined by commas. Without `#` it could be a time of day as well. */
const candidates =
  /(?<![\w:#.-])\w+:-?\d+#\d+(?:#\d+=-?\d+)*(?:,\w+:-?\d+#\d+(?:#\d+=-?\d+)*)*(?![\w:#=])/g;
/** A line longer than this is a bundle or a dump; only what lies near the place is looked at. */
const reach = 2000;

/** The token that a place of a line lies in. */
export function tokenAt(line: string, place: number): TokenInLine | undefined {
  const from = Math.max(0, place - reach);
  const near = line.slice(from, place + reach);
  for (const { 0: token, index } of near.matchAll(candidates)) {
    const start = from + index;
    const end = start + token.length;
    if (start <= place && place <= end)
      return isSessionToken(token) ? { start, end, token } : undefined;
  }
  return undefined;
}

/** Markdown. */
export function describeToken(token: string): string {
  const { parts } = parse(token);
  const lines = [
    `**Cosmos DB session token**${parts.length > 1 ? `, ${parts.length} partition key ranges` : ""}`,
    "",
    "| range | version | LSN | regions |",
    "| --- | --- | --- | --- |",
    ...parts.map(rowOf),
    "",
    "A read that shows this token is answered by a replica that has seen at least these writes. The number behind `#` (LSN) grows with each write to its range; a token holds for one container only.",
  ];
  return lines.join("\n");
}

function rowOf(part: TokenPart): string {
  if (part.form === "simple")
    return `| \`${part.rangeId}\` | | ${part.globalLsn} | |`;
  const regions = [...part.regions]
    .map(([region, lsn]) => `${region}: ${lsn}`)
    .join(", ");
  const version = part.version === -1n ? "-1 (one region)" : part.version;
  return `| \`${part.rangeId}\` | ${version} | ${part.globalLsn} | ${regions} |`;
}
