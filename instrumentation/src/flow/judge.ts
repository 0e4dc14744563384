import { merge, type Splits, type VerdictWithReason } from "../sessionToken.ts";
import type { Delivery } from "./Delivery.ts";
import type { Evidence } from "./Evidence.ts";
import { findRequired, type Found, type JoinedBy } from "./findRequired.ts";
import type { Read } from "./Read.ts";
import { isSpelledAs } from "./readMessage.ts";
import { rememberedVerdict } from "./rememberedVerdict.ts";
import { isNoToken, rangesOf, restrict } from "./tokenParts.ts";

export interface Judged extends Omit<VerdictWithReason, "lagLsn"> {
  readonly lagLsn: bigint | undefined;
  readonly required: string | undefined;
  readonly delivery: Delivery | undefined;
  readonly joinedBy: JoinedBy;
}

/** Judges one read by what this process, or whoever collects from several, knows of it. */
export function judge(read: Read, evidence: Evidence): Judged {
  const { container, sent, served } = read;
  const ranges = served === undefined ? undefined : rangesOf(served);
  const found = findRequired(read, evidence);
  const parents = withSameKey(read, found.tokens, evidence.parents);
  const ofRead = (token: string): string | undefined =>
    ranges === undefined ? token : restrict(token, ranges, parents);
  const own = sent === undefined ? undefined : (ofRead(sent) ?? sent);
  const required =
    found.tokens.length === 0
      ? undefined
      : tryToMerge(...found.tokens.map(ofRead), own);
  const { verdict, reason, lagLsn } = rememberedVerdict({
    required,
    sent: own,
    served,
    status: read.status,
    subStatus: read.subStatus,
    dropped: read.dropped,
    foreign:
      sent !== undefined &&
      (isRefusedToken(read) || isForeign(container, sent, found, evidence)),
    parents,
  });
  return {
    verdict,
    reason,
    lagLsn,
    required,
    delivery: found.delivery,
    joinedBy: found.delivery === undefined ? undefined : found.joinedBy,
  };
}

/** It names no range that ever was, as the lab sees it, too. */
function isRefusedToken({ sent, status }: Read): boolean {
  return status === 400 && isNoToken(sent);
}

/** By the writes that are known; or by the name under which the message carries it. */
function isForeign(
  container: string,
  sent: string,
  { delivery }: Found,
  evidence: Evidence,
): boolean {
  if (evidence.isForeign(container, sent)) return true;
  if (delivery === undefined) return false;
  const [, name = ""] = container.split("/");
  const under = delivery.content.carried.filter(({ token }) => token === sent);
  return (
    under.length > 0 &&
    under.every(
      (one) => one.container !== undefined && !isSpelledAs(name, one.container),
    )
  );
}

/**
 * One partition key has one range at a time. Where what was required of it was answered by another
 * range than the read, the range was split in between.
 */
function withSameKey(
  read: Read,
  tokens: readonly string[],
  parents: Splits | undefined,
): Splits | undefined {
  const { partitionKey, served } = read;
  if (tokens.length === 0 || partitionKey === undefined) return parents;
  const [range, ...others] = served === undefined ? [] : rangesOf(served);
  if (range === undefined || others.length > 0) return parents;
  const earlier = tokens
    .map(rangesOf)
    .filter((ranges) => ranges.length === 1 && ranges[0] !== range)
    .flat();
  if (earlier.length === 0) return parents;
  return { ...parents, [range]: [...(parents?.[range] ?? []), ...earlier] };
}

function tryToMerge(
  ...tokens: readonly (string | undefined)[]
): string | undefined {
  const known = tokens.filter((token) => token !== undefined);
  const [first] = known;
  // Nearly always: a message that carries one token, and a read that sends it. Parsing is dear.
  if (known.every((token) => token === first) && !isNoToken(first)) {
    return first;
  }
  try {
    return merge(...known);
  } catch {
    return undefined;
  }
}
