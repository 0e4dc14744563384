import type { SessionToken } from "../sessionToken.ts";
import type { Need, PartitionKeyRange } from "./PartitionKeyRange.ts";

/** What a token asks of a range: its own part, and those of the ranges that it came of. */
export function needOf<T>(
  token: SessionToken,
  range: PartitionKeyRange<T>,
): Need | undefined {
  let need: Need | undefined;
  for (const part of token.parts) {
    if (part.rangeId !== range.id && !range.parents.includes(part.rangeId)) {
      continue;
    }
    // LSNs above 2^53 never come from this lab; as numbers they stay out of reach, which is right.
    const lsn = Number(part.globalLsn);
    const version = part.form === "vector" ? Number(part.version) : -Infinity;
    need = {
      lsn: Math.max(lsn, need?.lsn ?? -Infinity),
      version: Math.max(version, need?.version ?? -Infinity),
    };
  }
  return need;
}
