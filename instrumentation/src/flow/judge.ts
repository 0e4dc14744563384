import {
  covers,
  merge,
  type Splits,
  type VerdictWithReason,
} from "../sessionToken.ts";
import type { Delivery } from "./Delivery.ts";
import { isSpelledAs } from "./readMessage.ts";
import type { Read } from "./Read.ts";
import { rememberedVerdict } from "./rememberedVerdict.ts";
import { isNoToken, rangesOf, restrict } from "./tokenParts.ts";
import { concerns, keyStrings, type Write } from "./Write.ts";

/** What is known beside the read itself. */
export interface Evidence {
  /** The messages in whose handler the read was made; `undefined` where no context says it. */
  readonly context: readonly Delivery[] | undefined;
  /** Newest last; for reads without context. */
  readonly recent: () => readonly Delivery[];
  /** Whether the token is that of a write to another container, and of none to this one. */
  readonly isForeign: (container: string, token: string) => boolean;
  /** Whether the token is that of a write to this container. */
  readonly isOwn: (container: string, token: string) => boolean;
  readonly parents: Splits | undefined;
  /** Writes of the same handler, before the read. */
  readonly ownWrites: readonly Write[];
  /** More than one container is read in handlers, so a token without a name may be any one's. */
  readonly hasSeveralContainers: boolean;
}

export interface Judged extends Omit<VerdictWithReason, "lagLsn"> {
  readonly lagLsn: bigint | undefined;
  readonly required: string | undefined;
  readonly delivery: Delivery | undefined;
  readonly joinedBy: "context" | "token" | "itemId" | undefined;
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

interface Found {
  readonly tokens: readonly string[];
  readonly delivery: Delivery | undefined;
  readonly joinedBy: Judged["joinedBy"];
}

function findRequired(read: Read, evidence: Evidence): Found {
  const { context } = evidence;
  if (context !== undefined) {
    const speaking = speakingOf(read, context, evidence);
    const found = resolve(read, speaking, "context");
    // A read that no message speaks of still belongs to the handler, and sees what that wrote.
    if (found.tokens.length > 0) return found;
    return {
      tokens: evidence.ownWrites
        .filter((write) => concerns(write, read))
        .map(({ token }) => token),
      delivery: context.at(-1),
      joinedBy: "context",
    };
  }
  const all = speakingOf(read, evidence.recent(), evidence);
  if (all.length === 0) return nothing;
  const active = all.filter(({ delivery }) => delivery.isActive);
  return resolve(read, active.length > 0 ? active : all, "itemId");
}

const nothing: Found = {
  tokens: [],
  delivery: undefined,
  joinedBy: undefined,
};

interface Speaking {
  readonly delivery: Delivery;
  readonly token: string;
}

/** As in the lab: of the messages that speak of what was read, those whose token the read sent. */
function resolve(
  { sent }: Read,
  speaking: readonly Speaking[],
  otherwise: Judged["joinedBy"],
): Found {
  const asked =
    sent === undefined
      ? []
      : speaking.filter(({ token }) => coversSafely(sent, token));
  const meant = asked.length > 0 ? asked : speaking;
  return {
    tokens: meant.map(({ token }) => token),
    delivery: meant.at(-1)?.delivery,
    joinedBy: otherwise === "itemId" && asked.length > 0 ? "token" : otherwise,
  };
}

function speakingOf(
  read: Read,
  deliveries: readonly Delivery[],
  evidence: Evidence,
): Speaking[] {
  const speaking: Speaking[] = [];
  for (const delivery of deliveries) {
    const { content, writes } = delivery;
    // Most messages of a program that looks at many of them.
    if (content.carried.length === 0 && writes.length === 0) continue;
    for (const token of tokensFor(read, delivery, evidence)) {
      speaking.push({ delivery, token });
    }
  }
  return speaking;
}

/**
 * The tokens that a message carries for what was read; where it carries none, those of the writes that
 * it speaks of.
 */
function tokensFor(
  read: Read,
  { content, writes }: Delivery,
  evidence: Evidence,
): string[] {
  const { container } = read;
  const { carried, names } = content;
  const [, name = ""] = container.split("/");
  const own = carried.filter(
    (one) => one.container !== undefined && isSpelledAs(name, one.container),
  );
  if (own.length > 0) return own.map(({ token }) => token);
  // Case: { "sessionToken": "0:-1#42" }. Whose it is stands nowhere. A message that names what is read
  // means that, unless the process reads more than one container.
  const plain = carried.filter(
    ({ container: suffix, token }) =>
      suffix === undefined &&
      isNamed(read, names) &&
      (evidence.isOwn(container, token) ||
        (!evidence.hasSeveralContainers &&
          !evidence.isForeign(container, token))),
  );
  if (plain.length > 0) return plain.map(({ token }) => token);
  return writes
    .filter(
      (write) =>
        concerns(write, read) &&
        // Of a new item only the partition key is known; the message tells of which item it speaks.
        (write.itemId !== undefined ||
          names.size === 0 ||
          isNamed(read, names)),
    )
    .map(({ token }) => token);
}

function isNamed(read: Read, names: ReadonlySet<string>): boolean {
  if (read.itemId !== undefined) return names.has(read.itemId);
  return keyStrings(read.partitionKey).every((value) => names.has(value));
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
  try {
    return merge(...tokens);
  } catch {
    return undefined;
  }
}

function coversSafely(have: string, need: string): boolean {
  try {
    return covers(have, need);
  } catch {
    return false;
  }
}
