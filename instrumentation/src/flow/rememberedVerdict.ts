import { BoundedMap } from "../BoundedMap.ts";
import {
  verdict,
  type ReadEvidence,
  type VerdictWithReason,
} from "../sessionToken.ts";

const known = new BoundedMap<string, VerdictWithReason>(2000);

/** Mostly the next one is the same, and then there is nothing to hash. */
let latest:
  | (Readonly<Record<"sent" | "served" | "required", string>> & {
      readonly judged: VerdictWithReason;
    })
  | undefined;

/**
 * As the token library's, for reads that were answered in the common way. Between two writes to a range all
 * its answers bear one token, and each read of a handler sends that of its message.
 */
export function rememberedVerdict(evidence: ReadEvidence): VerdictWithReason {
  const { required = "", sent = "", served = "", status = 0 } = evidence;
  const isCommon =
    status < 400 &&
    evidence.dropped !== true &&
    evidence.foreign !== true &&
    evidence.parents === undefined;
  if (!isCommon) return verdict(evidence);
  if (
    served === latest?.served &&
    sent === latest.sent &&
    required === latest.required
  ) {
    return latest.judged;
  }
  // No header has a line break in it.
  const key = `${sent}\n${served}\n${required}`;
  let judged = known.get(key);
  if (judged === undefined) {
    judged = verdict(evidence);
    known.set(key, judged);
  }
  latest = { sent, served, required, judged };
  return judged;
}
