import { BoundedMap } from "../BoundedMap.ts";
import {
  verdict,
  type ReadEvidence,
  type VerdictWithReason,
} from "../sessionToken.ts";

const known = new BoundedMap<string, VerdictWithReason>(2000);

/**
 * As the token library's. Between two writes to a range, all its answers bear one token, and a message's
 * token is sent by each read of its handler.
 */
export function rememberedVerdict(evidence: ReadEvidence): VerdictWithReason {
  const { required, sent, served, status, subStatus } = evidence;
  if (evidence.parents !== undefined) return verdict(evidence);
  const flags = `${evidence.dropped} ${evidence.foreign}`;
  const key = `${flags} ${status} ${subStatus}\n${sent ?? ""}\n${served ?? ""}\n${required ?? ""}`;
  let judged = known.get(key);
  if (judged === undefined) {
    judged = verdict(evidence);
    known.set(key, judged);
  }
  return judged;
}
